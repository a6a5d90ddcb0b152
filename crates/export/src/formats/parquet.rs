//! Parquet: real days, moments, lists and nulls; a file for each table.

use super::{Format, Resource, Settings, Writer};
use crate::error::{Result, at};
use crate::table::{Column, Table};
use crate::tables::TABLES;
use crate::value::{Kind, Value};
use crate::view::View;
use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use jiff::civil::Date;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

pub(super) static FORMAT: Format = Format {
    name: "parquet",
    about: "Apache Parquet with real dates, times, lists and nulls: the tables of CSV.",
    python: "import pandas as pd\nevents = pd.read_parquet(\"events.parquet\")",
    r: "library(arrow)\nevents <- read_parquet(\"events.parquet\")",
    columns: &[],
    cited: true,
    open,
};

/// The names of the files, in the order of the tables.
const FILES: [&str; 5] =
    ["events.parquet", "parties.parquet", "reports.parquet", "claims.parquet", "citations.parquet"];

/// Rows that are gathered before they are encoded.
const BATCH: usize = 4096;
/// Rows and bytes of a row group: what is held in memory for each file.
const GROUP_ROWS: usize = 1 << 16;
const GROUP_BYTES: usize = 16 << 20;

struct Parquet {
    files: Vec<TableFile>,
}

fn open(folder: &Path, settings: Settings<'_>) -> Result<Box<dyn Writer>> {
    let open = |(table, name): (&&'static Table, &&'static str)| {
        TableFile::create(folder, table, name, settings.program)
    };
    Ok(Box::new(Parquet { files: TABLES.iter().zip(&FILES).map(open).collect::<Result<_>>()? }))
}

impl Writer for Parquet {
    fn event(&mut self, view: &View<'_>) -> Result<()> {
        for file in &mut self.files {
            (file.table.rows)(view, &mut |cells| file.row(cells))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<Resource>> {
        self.files.into_iter().map(TableFile::finish).collect()
    }
}

/// One table on its way to one file.
struct TableFile {
    table: &'static Table,
    name: &'static str,
    schema: Arc<Schema>,
    columns: Vec<Builder>,
    gathered: usize,
    rows: u64,
    writer: ArrowWriter<File>,
}

impl TableFile {
    fn create(folder: &Path, table: &'static Table, name: &'static str, program: &str) -> Result<Self> {
        let path = folder.join(name);
        let file = File::create(&path).map_err(at(&path))?;
        let nullable = |column: &Column| !table.key.contains(&column.name);
        let fields: Vec<Field> = table
            .columns
            .iter()
            .map(|column| Field::new(column.name, data_type(column.kind), nullable(column)))
            .collect();
        let schema = Arc::new(Schema::new(fields));
        let properties = WriterProperties::builder()
            .set_created_by(program.to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .set_max_row_group_bytes(Some(GROUP_BYTES))
            // The index of pages would be held in memory until the end of the file.
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))?;
        let columns = table.columns.iter().map(|column| Builder::new(column.kind)).collect();
        Ok(Self { table, name, schema, columns, gathered: 0, rows: 0, writer })
    }

    fn row(&mut self, cells: &[Value<'_>]) -> Result<()> {
        for (builder, cell) in self.columns.iter_mut().zip(cells) {
            builder.append(cell);
        }
        self.gathered += 1;
        if self.gathered == BATCH { self.encode() } else { Ok(()) }
    }

    fn encode(&mut self) -> Result<()> {
        let columns = self.columns.iter_mut().map(Builder::finish).collect();
        self.writer.write(&RecordBatch::try_new(Arc::clone(&self.schema), columns)?)?;
        self.rows += self.gathered as u64;
        self.gathered = 0;
        Ok(())
    }

    fn finish(mut self) -> Result<Resource> {
        self.encode()?;
        self.writer.close()?;
        Ok(Resource::table(self.name, "application/vnd.apache.parquet", self.table, self.rows))
    }
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Boolean => DataType::Boolean,
        Kind::Date => DataType::Date32,
        Kind::Time => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        Kind::Texts => DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))),
    }
}

/// A column that grows.
enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Number(Float64Builder),
    Boolean(BooleanBuilder),
    Date(Date32Builder),
    Time(TimestampMicrosecondBuilder),
    Texts(ListBuilder<StringBuilder>),
}

impl Builder {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Builder::Text(StringBuilder::new()),
            Kind::Integer => Builder::Integer(Int64Builder::new()),
            Kind::Number => Builder::Number(Float64Builder::new()),
            Kind::Boolean => Builder::Boolean(BooleanBuilder::new()),
            Kind::Date => Builder::Date(Date32Builder::new()),
            Kind::Time => Builder::Time(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
            Kind::Texts => Builder::Texts(ListBuilder::new(StringBuilder::new())),
        }
    }

    /// Adds a cell; one that does not fit the column's kind is null (no table makes such: a test sees to it).
    fn append(&mut self, cell: &Value<'_>) {
        match (self, cell) {
            (Builder::Text(column), Value::Text(text)) => column.append_value(text),
            (Builder::Text(column), _) => column.append_null(),
            (Builder::Integer(column), Value::Integer(number)) => column.append_value(*number),
            (Builder::Integer(column), _) => column.append_null(),
            (Builder::Number(column), Value::Number(number)) => column.append_value(*number),
            (Builder::Number(column), _) => column.append_null(),
            (Builder::Boolean(column), Value::Boolean(yes)) => column.append_value(*yes),
            (Builder::Boolean(column), _) => column.append_null(),
            (Builder::Date(column), Value::Date(day)) => column.append_option(days(*day)),
            (Builder::Date(column), _) => column.append_null(),
            (Builder::Time(column), Value::Time(moment)) => column.append_value(moment.as_microsecond()),
            (Builder::Time(column), _) => column.append_null(),
            (Builder::Texts(column), Value::Texts(texts)) => {
                for text in texts {
                    column.values().append_value(text);
                }
                column.append(true);
            }
            (Builder::Texts(column), _) => column.append(false),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        let column: &mut dyn ArrayBuilder = match self {
            Builder::Text(column) => column,
            Builder::Integer(column) => column,
            Builder::Number(column) => column,
            Builder::Boolean(column) => column,
            Builder::Date(column) => column,
            Builder::Time(column) => column,
            Builder::Texts(column) => column,
        };
        column.finish()
    }
}

/// Days since 1970-01-01.
fn days(day: Date) -> Option<i32> {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    Some((day - EPOCH).get_days())
}
