//! GraphML: who does what to whom, as a network.
//!
//! Parties are nodes, each once; each event is an edge from every actor to every recipient or, where nobody is named as recipient, between
//! every two of its actors. Counts of events and of reports are apart. An event with fewer than two parties is no edge: it counts on
//! its node only.

use super::{Format, Resource, Settings, Writer};
use crate::error::{Result, at};
use crate::out::Out;
use crate::parties::{Gathered, Parties, party_id};
use crate::value::Value;
use crate::view::{View, distinct};
use std::path::{Path, PathBuf};

pub(super) static FORMAT: Format = Format {
    name: "graphml",
    about: "GraphML: parties as nodes, events as edges.",
    python: "import networkx as nx\ngraph = nx.read_graphml(\"network.graphml\", force_multigraph=True)",
    r: "library(igraph)\ngraph <- read_graph(\"network.graphml\", format = \"graphml\")",
    columns: &[],
    cited: false,
    open,
};

const FILE: &str = "network.graphml";
const EDGES: &str = "graphml-edges.part";

/// Attributes: of what, name, type.
const KEYS: [(&str, &str, &str); 18] = [
    ("node", "label", "string"),
    ("node", "key", "string"),
    ("node", "identity", "string"),
    ("node", "kind", "string"),
    ("node", "country", "string"),
    ("node", "sectors", "string"),
    ("node", "events", "long"),
    ("node", "reports", "long"),
    ("edge", "event_id", "string"),
    ("edge", "event_type", "string"),
    ("edge", "status", "string"),
    ("edge", "modes", "string"),
    ("edge", "date_start", "string"),
    ("edge", "date_end", "string"),
    ("edge", "relation", "string"),
    ("edge", "event_reports", "long"),
    ("edge", "voices", "long"),
    ("edge", "confidence", "double"),
];

struct GraphMl {
    folder: PathBuf,
    edges: Out,
    parties: Parties,
    events: u64,
    unlinked: u64,
}

fn open(folder: &Path, _: Settings<'_>) -> Result<Box<dyn Writer>> {
    Ok(Box::new(GraphMl {
        folder: folder.to_owned(),
        edges: Out::create(folder, EDGES)?,
        parties: Parties::new(folder, "graphml-parties"),
        events: 0,
        unlinked: 0,
    }))
}

impl Writer for GraphMl {
    fn event(&mut self, view: &View<'_>) -> Result<()> {
        self.events += 1;
        let actors: Vec<String> = view.actors().map(|party| party_id(view.event, party)).collect();
        let recipients: Vec<String> = view.recipients().map(|party| party_id(view.event, party)).collect();
        let actors = distinct(actors.iter().map(String::as_str));
        let recipients = distinct(recipients.iter().map(String::as_str));
        let pairs = pairs(&actors, &recipients);
        if pairs.is_empty() {
            self.unlinked += 1;
        }
        let relation = if recipients.is_empty() { "together" } else { "actor to recipient" };
        for (i, (from, to)) in pairs.iter().enumerate() {
            let edge = edge(view, relation, &format!("{}.{}", view.event.id, i + 1), from, to);
            self.edges.text(&edge)?;
        }
        self.parties.event(view.event)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Resource>> {
        let GraphMl { folder, edges, parties, events, unlinked } = *self;
        edges.finish()?;
        let mut out = Out::create(&folder, FILE)?;
        out.text(&head(events, unlinked))?;
        let mut nodes = 0;
        parties.finish(|id, gathered| {
            nodes += 1;
            out.text(&node(id, gathered))
        })?;
        let part = folder.join(EDGES);
        out.copy(&part)?;
        std::fs::remove_file(&part).map_err(at(&part))?;
        out.text("</graph>\n</graphml>\n")?;
        out.finish()?;
        let about = "Parties as nodes, with how many events and how many reports tell of them; events as edges. In edges between two who \
                     act together the direction has no meaning. `identity` says how a node is known again in another event: by `key`, by \
                     `name` (kind and country equal too; may be several), or not at all (`words`).";
        Ok(vec![Resource::file(FILE, "application/graphml+xml", about, nodes)])
    }
}

/// Every actor with every recipient, or every two actors; nobody with itself.
fn pairs<'a>(actors: &[&'a str], recipients: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut pairs = Vec::new();
    for (i, from) in actors.iter().enumerate() {
        let others = if recipients.is_empty() { &actors[i + 1..] } else { recipients };
        pairs.extend(others.iter().filter(|to| *to != from).map(|to| (*from, *to)));
    }
    pairs
}

fn head(events: u64, unlinked: u64) -> String {
    let mut head = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n<key id=\"events_total\" for=\"graph\" attr.name=\"events_total\" \
         attr.type=\"long\"/>\n<key id=\"events_without_edge\" for=\"graph\" attr.name=\"events_without_edge\" attr.type=\"long\"/>\n",
    );
    for (of, name, kind) in KEYS {
        head.push_str(&format!(
            "<key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
        ));
    }
    head.push_str("<graph id=\"events\" edgedefault=\"directed\">\n");
    data(&mut head, "events_total", &events.to_string());
    data(&mut head, "events_without_edge", &unlinked.to_string());
    head.push('\n');
    head
}

fn node(id: &str, gathered: &Gathered) -> String {
    let list = |texts: &std::collections::BTreeSet<String>| {
        texts.iter().map(String::as_str).collect::<Vec<_>>().join(";")
    };
    let mut node = format!("<node id=\"{}\">", escape(id));
    data(&mut node, "label", gathered.name());
    data(&mut node, "key", gathered.key.as_deref().unwrap_or_default());
    data(&mut node, "identity", &gathered.identity);
    data(&mut node, "kind", &list(&gathered.kinds));
    data(&mut node, "country", &list(&gathered.countries));
    data(&mut node, "sectors", &list(&gathered.sectors));
    data(&mut node, "events", &gathered.events.to_string());
    data(&mut node, "reports", &gathered.reports.to_string());
    node.push_str("</node>\n");
    node
}

fn edge(view: &View<'_>, relation: &str, id: &str, from: &str, to: &str) -> String {
    let event = view.event;
    let mut edge =
        format!("<edge id=\"{}\" source=\"{}\" target=\"{}\">", escape(id), escape(from), escape(to));
    data(&mut edge, "event_id", &event.id);
    data(&mut edge, "event_type", &event.kind);
    data(&mut edge, "status", view.status().unwrap_or_default());
    data(&mut edge, "modes", &Value::texts(event.modes.iter().map(|claim| claim.value.as_str())).to_plain());
    if let Some((first, last)) = view.bounds() {
        data(&mut edge, "date_start", &first.to_string());
        data(&mut edge, "date_end", &last.to_string());
    }
    data(&mut edge, "relation", relation);
    data(&mut edge, "event_reports", &event.reports.len().to_string());
    data(&mut edge, "voices", &event.voices.to_string());
    data(&mut edge, "confidence", &Value::confidence(event.confidence).to_plain());
    edge.push_str("</edge>\n");
    edge
}

/// An attribute; nothing where there is nothing to say.
fn data(xml: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        xml.push_str(&format!("<data key=\"{name}\">{}</data>", escape(value)));
    }
}

/// Text as XML: marks escaped, and signs that XML 1.0 cannot hold left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{escape, pairs};

    #[test]
    fn an_event_is_an_edge_for_every_pair() {
        assert_eq!(pairs(&["a", "b"], &["c"]), [("a", "c"), ("b", "c")]);
        assert_eq!(pairs(&["a", "b", "c"], &[]), [("a", "b"), ("a", "c"), ("b", "c")]);
        assert_eq!(pairs(&["a"], &["a"]), []);
        assert_eq!(pairs(&["a"], &[]), []);
    }

    #[test]
    fn any_text_can_stand_in_xml() {
        assert_eq!(escape("a<b>&\"c\"\u{1}\n\u{ffff}"), "a&lt;b&gt;&amp;&quot;c&quot; ");
    }
}
