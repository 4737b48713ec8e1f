//! The findings as annotations of a GitHub workflow: one line a rule, the gravest first.

use super::{Checked, format::count};
use crate::{
    check::{Finding, Severity, groups::groups},
    text::{typography::text as french, visible::visible},
};

/// One workflow command a rule; advice is left out, as GitHub shows ten annotations of a level.
///
/// The syntax is that of GitHub's « Workflow commands ».
pub fn annotations(checked: &Checked) -> String {
    let groups = groups(&checked.catalogue.job.items, &checked.report);
    let mut out = String::new();
    for (severity, level) in [(Severity::Blocking, "error"), (Severity::ToFix, "warning")] {
        let mut say = |title: &str, message: &str| {
            out += &format!("::{level} title={}::{}\n", property(&french(title)), data(&french(message)));
        };
        let is_it = |finding: &&Finding| finding.rule.severity == severity;
        for finding in checked.report.source.iter().filter(is_it) {
            say(finding.rule.title, &finding.message);
        }
        for group in groups.iter().filter(|group| group.rule.severity == severity) {
            let records = count(group.records, "fiche", "fiches");
            say(&format!("{} ({records})", group.rule.title), group.rule.effect);
        }
    }
    visible(&out).into_owned()
}

/// A message: no line may start another command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::checked;

    #[test]
    fn one_line_a_rule_that_starts_no_other_command() {
        let out = annotations(&checked());
        assert!(
            out.lines()
                .all(|line| line.starts_with("::error title=") || line.starts_with("::warning title="))
        );
        let titles: Vec<_> = out.lines().filter_map(|line| line.split("::").nth(1)).collect();
        assert!(
            titles.len() > 2 && titles.iter().collect::<std::collections::HashSet<_>>().len() == titles.len()
        );
        assert_eq!(data("a\n::set-output::%"), "a%0A::set-output::%25");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
