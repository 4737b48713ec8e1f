//! The tabs pattern: arrow keys move between tabs, only the chosen one is in the tab order.

use maud::{Markup, html};

/// A tab and what it opens.
pub(super) struct Panel {
    /// Unique in the screen.
    pub id: String,
    /// What the tab says.
    pub label: Markup,
    /// What it opens.
    pub content: Markup,
}

/// Tabs; `wanted` is the one that the address asks for, whatever was chosen before.
pub(super) fn tabs(name: &str, panels: Vec<Panel>, wanted: Option<usize>) -> Markup {
    let chosen = wanted.unwrap_or(0);
    html! {
        div.onglets {
            div role="tablist" aria-label=(name) data-voulu[wanted.is_some()] {
                @for (i, panel) in panels.iter().enumerate() {
                    button id={ "onglet-" (panel.id) } type="button" role="tab" aria-controls={ "panneau-" (panel.id) }
                        aria-selected=(if i == chosen { "true" } else { "false" }) tabindex=[(i != chosen).then_some("-1")] { (panel.label) }
                }
            }
            @for (i, panel) in panels.iter().enumerate() {
                div id={ "panneau-" (panel.id) } role="tabpanel" aria-labelledby={ "onglet-" (panel.id) } tabindex="0" hidden[i != chosen] {
                    (panel.content)
                }
            }
        }
    }
}
