//! GeoJSON (RFC 7946): every event a feature, a point only where the place is one.
//!
//! The middle of a country or a province is not where anything happened: such events have no geometry, as the standard allows, and
//! the property `geo_precision` says why.

use super::{Format, Resource, Settings, Writer};
use crate::error::Result;
use crate::out::Out;
use crate::tables::properties;
use crate::view::View;
use serde_json::{Map, Value as Json, json};
use std::path::Path;

pub(super) static FORMAT: Format = Format {
    name: "geojson",
    about: "GeoJSON by RFC 7946: a feature per event, with a point only where the place is one.",
    python: "import geopandas as gpd\nevents = gpd.read_file(\"events.geojson\")",
    r: "library(sf)\nevents <- st_read(\"events.geojson\")",
    columns: &[],
    cited: true,
    open,
};

const FILE: &str = "events.geojson";

struct GeoJson {
    out: Out,
    rows: u64,
}

fn open(folder: &Path, _: Settings<'_>) -> Result<Box<dyn Writer>> {
    let mut out = Out::create(folder, FILE)?;
    out.text("{\"type\":\"FeatureCollection\",\"features\":[")?;
    Ok(Box::new(GeoJson { out, rows: 0 }))
}

impl Writer for GeoJson {
    fn event(&mut self, view: &View<'_>) -> Result<()> {
        let geometry = match view.point() {
            // Longitude first: RFC 7946, 3.1.1.
            Some((lat, lon)) => json!({"type": "Point", "coordinates": [lon, lat]}),
            None => Json::Null,
        };
        let mut members = Map::new();
        for (name, value) in properties(view) {
            members.insert(name.to_owned(), value.to_json());
        }
        let feature =
            json!({"type": "Feature", "id": view.event.id, "geometry": geometry, "properties": members});
        self.out.text(if self.rows == 0 { "\n" } else { ",\n" })?;
        self.rows += 1;
        self.out.json(&feature)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Resource>> {
        self.out.text("\n]}\n")?;
        self.out.finish()?;
        let about = "A feature per event, its columns as properties. The geometry is null where the place is known only as a region \
                     or a country, or not at all: see the property geo_precision.";
        Ok(vec![Resource::file(FILE, "application/geo+json", about, self.rows)])
    }
}
