//! Parquet files, a row group at a time.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;

use crate::base::message::Message;

use super::batch::{ChunkReader, FileColumns, Payload, RowNumbers, Table};
use super::guard::guarded;
use super::open::Asked;
use super::parquet_text::cleaned;
use super::projection::Projection;
use super::read_error::ReadError;
use super::text::blocks::unreadable;

/// Opens a Parquet file. Its columns keep their types; text that the file holds as a dictionary stays one.
pub(super) fn open(asked: &Asked, path: &Path, file: &File) -> Result<Table, ReadError> {
    if let Some(unpivot) = &asked.layout.unpivot {
        let error = Message::new("unpivot-in-parquet").with("file", asked.shown);
        return Err(ReadError::new(error).help(Message::new("unpivot-in-parquet.help")).at(unpivot.first.span));
    }
    let metadata = guarded(|| load(file)).ok_or_else(|| broken(asked.shown, None))?;
    let metadata = metadata.map_err(|error| broken(asked.shown, Some(&error)))?;
    let header: Vec<String> = metadata.schema().fields().iter().map(|field| field.name().trim().to_owned()).collect();
    let projection = Projection::new(asked, header)?;
    for column in &projection.needed {
        if let Some(field) = metadata.schema().fields().get(*column).filter(|field| field.data_type().is_nested()) {
            let error = Message::new("nested-column").with("file", asked.shown).with("column", field.name());
            let place = asked.names().iter().position(|name| name == field.name());
            let error = ReadError::new(error).help(Message::new("nested-column.help"));
            return Err(match place {
                Some(place) => error.about_column(place),
                None => error,
            });
        }
    }
    refuse_other_types(asked, file, &metadata, &projection)?;
    let groups = RowGroups { path: path.to_owned(), metadata, next: 0 };
    Ok(Table::new(asked.shown, 1, projection, Box::new(groups)))
}

/// Refuses needed columns whose values are neither numbers nor text, truths or dates: they would look empty.
fn refuse_other_types(
    asked: &Asked,
    file: &File,
    metadata: &ArrowReaderMetadata,
    projection: &Projection,
) -> Result<(), ReadError> {
    // Durations and some times are stored as integers; only the writer's note on its own types tells of them.
    let noted = guarded(|| ArrowReaderMetadata::load(file, ArrowReaderOptions::new())).and_then(Result::ok);
    let stored = metadata.schema().fields();
    for column in &projection.needed {
        let noted = noted.as_ref().and_then(|noted| noted.schema().fields().get(*column));
        let is_time =
            |kind: &DataType| matches!(kind, DataType::Duration(_) | DataType::Time32(_) | DataType::Time64(_));
        let time = noted.filter(|field| is_time(field.data_type()));
        let other = stored.get(*column).filter(|field| !is_read(field.data_type()));
        if let Some(field) = time.or(other) {
            let message = Message::new("unread-column-type").with("file", asked.shown);
            let message = message.with("column", field.name()).with("type", field.data_type().to_string());
            let place = asked.names().iter().position(|name| name == field.name());
            let error = ReadError::new(message).help(Message::new("unread-column-type.help"));
            return Err(match place {
                Some(place) => error.about_column(place),
                None => error,
            });
        }
    }
    Ok(())
}

/// Whether values of a type are read.
fn is_read(kind: &DataType) -> bool {
    kind.is_integer()
        || kind.is_floating()
        || kind.is_decimal()
        || matches!(
            kind,
            DataType::Null
                | DataType::Boolean
                | DataType::Date32
                | DataType::Date64
                | DataType::Timestamp(..)
                | DataType::Utf8
                | DataType::LargeUtf8
                | DataType::Utf8View
                | DataType::Dictionary(..)
        )
}

/// The file's description, with the types in which its text is to be read.
fn load(file: &File) -> Result<ArrowReaderMetadata, ParquetError> {
    // What the writer noted about its own types is left aside: the columns are read as they are stored.
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let plain = ArrowReaderMetadata::load(file, options)?;
    let fields: Vec<Field> = plain
        .schema()
        .fields()
        .iter()
        .map(|field| match field.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 => {
                let read_as = if is_dictionary(plain.metadata(), field.name()) {
                    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
                } else {
                    DataType::Utf8View
                };
                field.as_ref().clone().with_data_type(read_as)
            }
            _ => field.as_ref().clone(),
        })
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true).with_schema(schema);
    ArrowReaderMetadata::try_new(Arc::clone(plain.metadata()), options)
}

/// Whether every row group holds the column as a dictionary, throughout.
fn is_dictionary(metadata: &ParquetMetaData, name: &str) -> bool {
    let of_column = |group: &parquet::file::metadata::RowGroupMetaData| {
        let column = group.columns().iter().find(|column| column.column_path().string() == name)?;
        // A column that became too varied for its dictionary goes on with pages without one.
        let pages = column.page_encoding_stats_mask()?;
        let plain = [parquet::basic::Encoding::PLAIN, parquet::basic::Encoding::DELTA_BYTE_ARRAY];
        Some(column.dictionary_page_offset().is_some() && !plain.iter().any(|encoding| pages.is_set(*encoding)))
    };
    metadata.row_groups().iter().all(|group| of_column(group).unwrap_or(false))
}

#[derive(Debug)]
struct RowGroups {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
    next: usize,
}

impl ChunkReader for RowGroups {
    fn position(&self) -> Option<u64> {
        let size =
            |group: &parquet::file::metadata::RowGroupMetaData| u64::try_from(group.compressed_size()).unwrap_or(0);
        Some(self.metadata.metadata().row_groups().iter().take(self.next).map(size).sum())
    }

    fn next_payload(&mut self) -> Result<Option<Box<dyn Payload>>, ReadError> {
        let groups = self.metadata.metadata().row_groups();
        while let Some(group) = groups.get(self.next) {
            let number = self.next;
            self.next += 1;
            if group.num_rows() > 0 {
                let path = self.path.clone();
                return Ok(Some(Box::new(RowGroup { path, metadata: self.metadata.clone(), number })));
            }
        }
        Ok(None)
    }
}

/// A row group that has not been read yet. It opens the file anew: readers of one handle would share its position.
#[derive(Debug)]
struct RowGroup {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
    number: usize,
}

impl Payload for RowGroup {
    fn read(self: Box<Self>, columns: &Projection) -> Result<FileColumns, ReadError> {
        let file = File::open(&self.path).map_err(|error| unreadable(&columns.file, &error))?;
        let read = guarded(|| self.columns(file, columns)).ok_or_else(|| broken(&columns.file, None))?;
        let (rows, columns) = read.map_err(|error| broken(&columns.file, Some(&error)))?;
        Ok(FileColumns { columns, rows, numbers: RowNumbers::CONSECUTIVE, physical_rows: rows as u64 })
    }
}

impl RowGroup {
    /// The number of rows, and the columns that are needed, in the projection's order.
    fn columns(&self, file: File, columns: &Projection) -> Result<(usize, Vec<ArrayRef>), ParquetError> {
        let group = self.metadata.metadata().row_group(self.number);
        let rows = usize::try_from(group.num_rows()).unwrap_or_default();
        if columns.needed.is_empty() {
            return Ok((rows, Vec::new()));
        }
        let mask = ProjectionMask::roots(self.metadata.parquet_schema(), columns.needed.iter().copied());
        let mut reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
            .with_row_groups(vec![self.number])
            .with_projection(mask)
            .with_batch_size(rows)
            .build()?;
        let batch = reader.next().transpose()?.filter(|batch| batch.num_rows() == rows);
        let batch = batch.ok_or_else(|| ParquetError::General("rows are missing".to_owned()))?;
        // The reader gives the columns in the file's order.
        let mut in_file_order = columns.needed.clone();
        in_file_order.sort_unstable();
        let place = |column: &usize| in_file_order.iter().position(|other| other == column);
        let column = |column: &usize| place(column).and_then(|place| batch.columns().get(place));
        let read = columns.needed.iter().filter_map(column).map(|column| cleaned(column, columns)).collect();
        Ok((rows, read))
    }
}

fn broken(shown: &str, error: Option<&ParquetError>) -> ReadError {
    let reason = error.map_or_else(|| "unreadable structure".to_owned(), ToString::to_string);
    let error = Message::new("broken-parquet").with("file", shown).with("reason", reason);
    ReadError::new(error).help(Message::new("broken-parquet.help"))
}
