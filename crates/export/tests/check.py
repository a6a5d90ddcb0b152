"""Opens an export with the programs that others use, and fails where one of them cannot, or reads something else.

Called by tests/python.rs with the folder and the number of events.
"""

import csv
import datetime
import hashlib
import json
import re
import sys
from pathlib import Path

import networkx
import pandas
import pyarrow
import pyarrow.parquet
import yaml
from followthemoney import model
from geojson_pydantic import FeatureCollection

folder, count = Path(sys.argv[1]), int(sys.argv[2])
TABLES = ["events", "parties", "reports", "claims", "citations"]
TYPES = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "datetime": pyarrow.timestamp("us", tz="UTC"),
    "array": pyarrow.list_(pyarrow.field("item", pyarrow.string())),
}
package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
resources = {resource["path"]: resource for resource in package["resources"]}
events = [json.loads(line) for line in (folder / "events.jsonl").open(encoding="utf-8")]
assert len(events) == count, len(events)
ids = [event["id"] for event in events]
assert package["events"] == count and package["reports"] == sum(len(event["reports"]) for event in events)


def parquet():
    """Types as the dictionary says, rows as counted, days as days, lists as lists, nulls as nulls."""
    for name in TABLES:
        path = f"{name}.parquet"
        table = pyarrow.parquet.read_table(folder / path)
        assert table.num_rows == resources[path]["rows"] == resources[f"{name}.csv"]["rows"], path
        for field in resources[path]["schema"]["fields"]:
            assert table.schema.field(field["name"]).type == TYPES[field["type"]], (path, field["name"])
        key = resources[path]["schema"]["primaryKey"]
        frame = table.select(key).to_pandas()
        assert not frame.duplicated().any() and not frame.isna().any().any(), path
    table = pyarrow.parquet.read_table(folder / "events.parquet")
    assert table["event_id"].to_pylist() == ids
    rows = table.to_pylist()
    assert any(isinstance(row["event_date"], datetime.date) for row in rows)
    assert any(row["event_date"] is None and row["date_start"] is not None for row in rows)
    assert any(row["actors"] == [] for row in rows) and any(len(row["actors"]) == 2 for row in rows)
    for row, event in zip(rows, events):
        assert row["actors"] == [claim["value"]["name"] for claim in event["actors"]]
        assert row["confidence"] == event["confidence"], row["confidence"]
        assert (row["latitude"] is None) == (row["longitude"] is None)
        if row["latitude"] is not None:
            assert row["geo_precision"] == "place"
        if event["date"]:
            value = event["date"][0]["value"]
            assert row["date_start"].isoformat().startswith(value["value"][:4])
            assert row["date_start"] <= row["date_end"]
            assert (row["event_date"] is not None) == (value["precision"] == "day")
    frame = pandas.read_parquet(folder / "events.parquet")
    assert len(frame) == count
    assert str(frame["recorded_at"].dtype).startswith("datetime64[us, UTC"), frame["recorded_at"].dtype
    assert str(frame["confidence"].dtype) == "float64" and str(frame["version"].dtype) == "int64"
    dates = pandas.to_datetime(frame["event_date"])
    assert dates.notna().sum() == sum(row["event_date"] is not None for row in rows)
    assert frame["dead_low"].isna().any() and frame["dead_low"].notna().any()


def plain(value, kind):
    """A cell of Parquet as CSV has it."""
    if value is None:
        return ""
    if kind == "boolean":
        return "true" if value else "false"
    if kind == "datetime":
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if kind == "array":
        text = ";".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in value)
    elif kind == "number":
        return repr(value).removesuffix(".0")
    else:
        text = str(value)
    return "'" + text if kind in ("string", "array") and text[:1] in tuple("=+-@\t\r\n＝＋－＠") and text else text


def csv_files():
    """The same cells as Parquet; nothing that a spreadsheet would calculate."""
    for name in TABLES:
        raw = (folder / f"{name}.csv").read_bytes()
        assert raw.endswith(b"\r\n") and not raw.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader((folder / f"{name}.csv").open(encoding="utf-8", newline=""), strict=True))
        fields = resources[f"{name}.parquet"]["schema"]["fields"]
        assert rows[0] == [field["name"] for field in fields] == [f["name"] for f in resources[f"{name}.csv"]["schema"]["fields"]]
        table = pyarrow.parquet.read_table(folder / f"{name}.parquet").to_pylist()
        assert len(rows) == len(table) + 1
        for row, want in zip(rows[1:], table):
            assert row == [plain(want[field["name"]], field["type"]) for field in fields], (name, row)
            for cell in row:
                assert not re.match(r"[=+@\t\r\n]|-(?!\d+(\.\d+)?$)", cell), cell
    # The line that README.md gives.
    frame = pandas.read_csv(folder / "events.csv", parse_dates=["event_date", "date_start", "date_end", "recorded_at"])
    assert len(frame) == count and str(frame["event_date"].dtype).startswith("datetime64")


def geojson():
    """Valid, and no point where the place is not one."""
    text = (folder / "events.geojson").read_text(encoding="utf-8")
    collection = FeatureCollection.model_validate_json(text)
    assert [feature.id for feature in collection.features] == ids
    points = 0
    for feature in collection.features:
        precise = feature.properties["geo_precision"] == "place"
        assert (feature.geometry is not None) == precise
        if precise:
            longitude, latitude = feature.geometry.coordinates
            assert longitude == 36.25 and 30 <= latitude <= 37
            points += 1
    assert 0 < points < count


def plover():
    """The fields that the manual requires."""
    records = [json.loads(line) for line in (folder / "plover.jsonl").open(encoding="utf-8")]
    assert [record["id"] for record in records] == ids
    for record, event in zip(records, events):
        assert record["event"] == [event["type"]] and isinstance(record["actor"], list)
        assert record["date"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", record["date"])
        assert ("negation" in record["context"]) == (event["status"][0]["value"] == "negated")
        assert record["quad_code"] in (1, 2, 3, 4)


def cameo():
    """One row per event, as many cells as columns."""
    lines = (folder / "cameo.tsv").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    header = lines[0].split("\t")
    assert header == [field["name"] for field in resources["cameo.tsv"]["schema"]["fields"]]
    rows = [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]
    assert [row["GlobalEventID"] for row in rows] == ids
    assert any(row["EventCode"] == "042" and row["QuadClass"] == "1" for row in rows)
    for row in rows:
        assert row["EventCode"][:2] == row["EventRootCode"]
        if row["Status"] in ("negated", "hypothetical"):
            assert row["EventCode"] == ""
        assert int(row["NumArticles"]) <= int(row["NumMentions"])
    frame = pandas.read_csv(folder / "cameo.tsv", sep="\t", dtype=str, quoting=3)
    assert len(frame) == count


def ftm():
    """Every entity valid by the model itself: no property unknown, no value dropped or changed, no reference into nothing."""
    entities = {}
    for line in (folder / "entities.ftm.json").open(encoding="utf-8"):
        data = json.loads(line)
        schema = model.get(data["schema"])
        assert schema is not None and not schema.abstract, data["schema"]
        assert data["id"] not in entities, data["id"]
        assert set(data["properties"]) <= set(schema.properties), data
        for required in schema.required:
            assert data["properties"].get(required), (data, required)
        schema.validate(data)
        proxy = model.get_proxy(data, cleaned=False)
        for name, values in data["properties"].items():
            # Cleaning is allowed to touch white space and control characters of a name, nothing else.
            clean = {value for value in proxy.get(name)}
            kind = schema.properties[name].type.name
            if kind in ("name", "text", "string", "address"):
                assert len(clean) == len(values), (data, name, clean)
            else:
                assert clean == set(values), (data, name, clean)
        entities[data["id"]] = proxy
    references = 0
    for proxy in entities.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                references += 1
                assert entities[value].schema.is_a(prop.range), (proxy.id, prop.name)
    schemata = [proxy.schema.name for proxy in entities.values()]
    assert schemata.count("Event") == count and references > count
    for name in ("Person", "Organization", "PublicBody", "LegalEntity", "Article", "Documentation", "UnknownLink"):
        assert name in schemata, name


def graphml():
    """Nodes and edges as counted, all of them read."""
    graph = networkx.read_graphml(folder / "network.graphml", force_multigraph=True)
    assert graph.is_directed() and graph.is_multigraph()
    assert graph.graph["events_total"] == count if "events_total" in graph.graph else True
    assert len(graph) == resources["network.graphml"]["rows"]
    with_edge = {data["event_id"] for _, _, data in graph.edges(data=True)}
    assert with_edge <= set(ids) and len(with_edge) > count / 2
    reports = {event["id"]: len(event["reports"]) for event in events}
    for _, _, data in graph.edges(data=True):
        assert data["event_reports"] == reports[data["event_id"]]
    for _, data in graph.nodes(data=True):
        assert data["label"] and data["events"] >= 1 and data["reports"] >= data["events"]


def beside():
    """Digests, citation, query."""
    listed = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    present = {path.name for path in folder.iterdir()}
    assert set(listed) == present - {"SHA256SUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    for path, resource in resources.items():
        assert resource["hash"] == "sha256:" + listed[path] and resource["bytes"] == (folder / path).stat().st_size
        assert re.fullmatch(r"[a-z0-9._/-]+", resource["name"])
    assert len({resource["name"] for resource in resources.values()}) == len(resources)
    citation = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0" and citation["authors"] and citation["title"] and citation["message"]
    assert citation["type"] == "dataset" and isinstance(citation["date-released"], datetime.date)
    query = json.loads((folder / "query.json").read_text(encoding="utf-8"))
    assert query["filter"] == {"kinds": ["CONSULT"]} and query["events"] == count


for check in (parquet, csv_files, geojson, plover, cameo, ftm, graphml, beside):
    check()
    print("ok", check.__name__)
