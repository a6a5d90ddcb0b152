//! What a page says about itself: meta elements, JSON-LD, links.

use crate::blocks::collapse;
use crate::html::{Kind, Tag, Tree, decode_entities};
use serde_json::Value;

/// A page's own statements. Strings are decoded and their white space collapsed; none is empty.
#[derive(Debug, Default)]
pub(crate) struct Meta {
    /// Titles, most trustworthy first.
    pub(crate) titles: Vec<String>,
    /// The `title` element.
    pub(crate) title_element: Option<String>,
    pub(crate) descriptions: Vec<String>,
    pub(crate) site: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) authors: Vec<String>,
    /// Times of publication as written, most trustworthy first.
    pub(crate) published: Vec<String>,
    pub(crate) modified: Vec<String>,
    /// Addresses of the page, canonical first.
    pub(crate) urls: Vec<String>,
    /// The article as JSON-LD repeats it.
    pub(crate) article_body: Option<String>,
}

/// At most this much JSON-LD is read.
const MAX_JSON: usize = 2 << 20;

impl Meta {
    /// Reads the statements of a page.
    pub(crate) fn read(tree: &Tree<'_>) -> Meta {
        let mut linked = Meta::default();
        let mut tagged = Meta::default();
        let (mut canonical, mut base) = (None, None);
        for i in 1..tree.nodes.len() {
            let Some(tag) = tree.tag(i) else { continue };
            match tag {
                Tag::Meta => tagged.meta_element(tree, i),
                Tag::Script if is_json_ld(tree, i) => {
                    if let Some(Kind::Raw(text)) = tree.nodes.get(i + 1).map(|n| n.kind) {
                        linked.json_ld(text);
                    }
                }
                Tag::Title if tagged.title_element.is_none() => {
                    if let Some(Kind::Raw(text)) = tree.nodes.get(i + 1).map(|n| n.kind) {
                        tagged.title_element = clean(&decode_entities(text));
                    }
                }
                Tag::Link
                    if tree.attrs(i).get("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) =>
                {
                    canonical = canonical.or(tree.attrs(i).get("href").and_then(|h| clean(&h)));
                }
                Tag::Base => base = base.or(tree.attrs(i).get("href").and_then(|h| clean(&h))),
                _ => {}
            }
        }
        linked.join(tagged, canonical, base)
    }

    fn join(mut self, tagged: Meta, canonical: Option<String>, base: Option<String>) -> Meta {
        self.titles.extend(tagged.titles);
        self.title_element = tagged.title_element;
        self.descriptions.extend(tagged.descriptions);
        self.site = tagged.site.or(self.site);
        self.section = self.section.or(tagged.section);
        self.authors.extend(tagged.authors);
        self.published.extend(tagged.published);
        self.modified.extend(tagged.modified);
        let own = std::mem::take(&mut self.urls);
        self.urls = canonical.into_iter().chain(tagged.urls).chain(own).chain(base).collect();
        self
    }

    fn meta_element(&mut self, tree: &Tree<'_>, i: usize) {
        let attrs = tree.attrs(i);
        let Some(name) = attrs.get("property").or(attrs.get("name")).or(attrs.get("itemprop")) else {
            return;
        };
        let Some(content) = attrs.get("content").and_then(|c| clean(&decode_entities(&c))) else { return };
        match name.to_ascii_lowercase().as_str() {
            "og:title" | "twitter:title" | "title" | "headline" | "dc.title" | "dcterms.title"
            | "sailthru.title" => self.titles.push(content),
            "og:description" | "description" | "twitter:description" => self.descriptions.push(content),
            "og:site_name" | "application-name" | "publisher" if self.site.is_none() => {
                self.site = Some(content)
            }
            "article:section" | "section" | "dc.subject" if self.section.is_none() => {
                self.section = Some(content)
            }
            "author" | "article:author" | "dc.creator" | "article:author_name" | "parsely-author" | "byl" => {
                self.authors.push(content);
            }
            "article:published_time"
            | "datepublished"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.created"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "published_at"
            | "og:published_time"
            | "parsely-pub-date"
            | "sailthru.date"
            | "article.published"
            | "date.created"
            | "datecreated"
            | "dcterms.issued"
            | "originalpublicationdate"
            | "cxenseparse:recs:publishtime" => {
                self.published.push(content);
            }
            "article:modified_time"
            | "datemodified"
            | "og:updated_time"
            | "lastmod"
            | "last-modified"
            | "dcterms.modified" => self.modified.push(content),
            "og:url" => self.urls.push(content),
            _ => {}
        }
    }

    fn json_ld(&mut self, text: &str) {
        let text = text.trim();
        if text.len() > MAX_JSON {
            return;
        }
        // Authors paste raw line breaks into strings; JSON wants none.
        let value = serde_json::from_str::<Value>(text).or_else(|_| {
            let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            serde_json::from_str::<Value>(plain.trim_end_matches([';', ' ']))
        });
        let Ok(value) = value else { return };
        let mut queue = vec![&value];
        let mut seen = 0;
        let mut articles = Vec::new();
        let mut site = None;
        while seen < queue.len() {
            match queue[seen] {
                Value::Array(items) => queue.extend(items),
                Value::Object(map) => {
                    if is_article(map.get("@type")) {
                        articles.push(map);
                    } else if map.get("@type").is_some_and(|t| t == "WebSite") {
                        site = site.or(map.get("name").and_then(text_of));
                    } else if let Some(graph) = map.get("@graph").or(map.get("mainEntity")) {
                        queue.push(graph);
                    }
                }
                _ => {}
            }
            seen += 1;
        }
        for map in articles {
            let get = |key: &str| map.get(key).and_then(text_of);
            self.titles.extend(get("headline").or(get("name")));
            self.descriptions.extend(get("description"));
            self.published.extend(get("datePublished").or(get("dateCreated")));
            self.modified.extend(get("dateModified"));
            self.section = self.section.take().or(get("articleSection"));
            self.site = self.site.take().or(map.get("publisher").and_then(name_of));
            self.urls.extend(get("url").or(get("mainEntityOfPage")).filter(|u| u.starts_with("http")));
            match map.get("author") {
                Some(Value::Array(list)) => self.authors.extend(list.iter().filter_map(person)),
                Some(one) => self.authors.extend(person(one)),
                None => {}
            }
            self.site = self.site.take().or(map.get("author").and_then(organisation));
            let body = map.get("articleBody").and_then(Value::as_str);
            if self.article_body.as_ref().map_or(0, String::len) < body.map_or(0, str::len) {
                self.article_body = body.map(str::to_owned);
            }
        }
        self.site = self.site.take().or(site);
    }
}

fn is_json_ld(tree: &Tree<'_>, i: usize) -> bool {
    tree.attrs(i).get("type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"))
}

fn is_article(kind: Option<&Value>) -> bool {
    let is = |v: &Value| {
        v.as_str().is_some_and(|s| {
            s.ends_with("Article") || s.ends_with("Posting") || s == "Report" || s == "LiveBlogPosting"
        })
    };
    match kind {
        Some(Value::Array(list)) => list.iter().any(is),
        Some(one) => is(one),
        None => false,
    }
}

/// A string, or the first of a list of strings.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => clean(&decode_entities(s)),
        Value::Array(list) => list.first().and_then(|v| v.as_str()).and_then(|s| clean(&decode_entities(s))),
        Value::Object(map) => map.get("@id").and_then(|v| v.as_str()).and_then(clean),
        _ => None,
    }
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(map) => map.get("name").and_then(text_of),
        other => text_of(other),
    }
}

/// The name of an author who is an organisation: the outlet.
fn organisation(value: &Value) -> Option<String> {
    let one = value.as_array().and_then(|list| list.first()).unwrap_or(value);
    let kind = one.get("@type").and_then(Value::as_str).unwrap_or_default();
    if kind.contains("Organization") { name_of(one) } else { None }
}

/// The name of an author who is no organisation: that would be the outlet.
fn person(value: &Value) -> Option<String> {
    let kind = value.get("@type").and_then(Value::as_str).unwrap_or_default();
    if kind.contains("Organization") { None } else { name_of(value) }
}

fn clean(text: &str) -> Option<String> {
    let text = collapse(text);
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::Meta;
    use crate::html::Tree;

    #[test]
    fn an_article_in_a_graph_is_found() {
        let page = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"س"},
            {"@type":["NewsArticle"],"headline":"&quot;عنوان&quot;","datePublished":"2020-12-25T01:59:50+02:00",
            "author":[{"@type":"Person","name":"ليلى حداد"}],"articleSection":["دولي"],"articleBody":"سطر
            آخر"}]}</script><meta property="og:title" content="عنوان - الموقع"><title>عنوان</title>"#;
        let meta = Meta::read(&Tree::read(page));
        assert_eq!(meta.titles, ["\"عنوان\"", "عنوان - الموقع"]);
        assert_eq!(meta.published, ["2020-12-25T01:59:50+02:00"]);
        assert_eq!(meta.authors, ["ليلى حداد"]);
        assert_eq!(meta.section.as_deref(), Some("دولي"));
        assert!(meta.article_body.is_some());
        assert_eq!(meta.site.as_deref(), Some("س"));
    }

    #[test]
    fn an_organisation_that_signs_is_the_outlet() {
        let page = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"عنوان",
            "author":{"@type":"Organization","name":"قناة المدى"}}</script>"#;
        let meta = Meta::read(&Tree::read(page));
        assert_eq!(meta.site.as_deref(), Some("قناة المدى"));
        assert!(meta.authors.is_empty());
    }

    #[test]
    fn broken_json_is_no_statement() {
        let meta = Meta::read(&Tree::read("<script type='application/ld+json'>{\"@type\": [[[</script>"));
        assert!(meta.titles.is_empty());
    }
}
