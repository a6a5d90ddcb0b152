//! Every rule file parses, and does what its examples say.

use libtest_mimic::{Arguments, Trial};
use std::sync::{Arc, LazyLock};
use waqai_events::{RuleSet, examples::Checker};
use waqai_rules::parse_rule;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(RuleSet::built_in()));

fn main() {
    let args = Arguments::from_args();
    let mut trials = Vec::new();
    for (id, source) in RuleSet::files() {
        match parse_rule(id, id, source) {
            Err(errors) => trials.push(Trial::test(format!("{id}: parses"), move || {
                Err(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n").into())
            })),
            Ok(rule) => {
                let positive = rule.examples.iter().filter(|e| !e.not).count();
                let negative = rule.examples.len() - positive;
                trials.push(Trial::test(format!("{id}: has examples and counter-examples"), move || {
                    if positive >= 2 && negative >= 1 {
                        Ok(())
                    } else {
                        Err(format!("{positive} examples and {negative} counter-examples; give 2 and 1")
                            .into())
                    }
                }));
                let rule = Arc::new(rule);
                for (n, example) in rule.examples.iter().cloned().enumerate() {
                    let rule = Arc::clone(&rule);
                    trials.push(Trial::test(
                        format!("{id}: {} {}", if example.not { "not" } else { "example" }, n + 1),
                        move || {
                            CHECKER.check(&rule, &example).map_err(|f| {
                                format!("data/rules/{}.rule:{}: {f}\n{}", rule.id, f.line, f.reading).into()
                            })
                        },
                    ));
                }
            }
        }
    }
    libtest_mimic::run(&args, trials).exit();
}
