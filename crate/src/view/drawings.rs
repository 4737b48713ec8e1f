//! Drawings: bars, the quality gauge. Each is written in words beside it.

use maud::{Markup, html};

/// A bar of `n` out of `highest`.
pub fn bar(n: usize, highest: usize, good: bool) -> Markup {
    let width = if highest == 0 { 0.0 } else { n as f64 * 300.0 / highest as f64 };
    html! {
        svg.trait viewBox="0 0 300 14" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.{ @if good { "trait-bon" } @else { "trait-moyen" } } x="0" y="0" width=(format!("{width:.1}")) height="14" {}
        }
    }
}

/// The gauge of quality: nine steps.
pub fn gauge(points: u8) -> Markup {
    html! {
        svg.jauge viewBox="0 0 180 12" aria-hidden="true" focusable="false" {
            @for step in 0..9_u8 {
                rect.{ @if step >= points { "pas-vide" } @else if points >= 6 { "pas-bon" } @else { "pas-moyen" } }
                    x=(u16::from(step) * 20) y="0" width="18" height="12" rx="2" {}
            }
        }
    }
}
