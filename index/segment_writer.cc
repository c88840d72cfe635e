// Which writer serves, and what happens to parts whatever it was.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/segment_writer.h"

#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <future>

#include "article/problem.h"
#include "index/api_writer.h"
#include "index/direct_writer.h"
#include "index/files.h"
#include "index/glass/checked_versions.h"
#include "index/glass/merge.h"
#include "index/glass/part.h"
#include "index/guard.h"
#include "index/rows.h"
#include "index/segments.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

// Runs `make`, which fills `out_dir`; what it leaves there if it fails is removed.
template <class Make>
auto AllOrNothing(const std::string& out_dir, Make make) {
  try {
    return make();
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(out_dir, ignored);
    throw;
  }
}

bool AreDirect(const std::vector<std::string>& parts) {
  const auto direct = std::ranges::count(parts, WriterKind::kDirect, WriterOfPart);
  if (direct != 0 && direct != std::ssize(parts)) {
    throw Error(ExitCode::kInternal, "parts of two kinds of writers cannot be merged");
  }
  return direct != 0;
}

std::uint32_t CountRows(const std::string& dir) {
  std::uint32_t rows = 0;
  ForEachRow(dir, [&](const ColumnRow&) { ++rows; });
  return rows;
}

}  // namespace

std::string_view WriterName(WriterKind kind) {
  return kind == WriterKind::kDirect ? "direct" : "api";
}

std::optional<WriterKind> FindWriter(std::string_view name) {
  for (const WriterKind kind : {WriterKind::kDirect, WriterKind::kApi}) {
    if (WriterName(kind) == name) return kind;
  }
  return std::nullopt;
}

WriterKind DefaultWriter() {
  return glass::IsLibraryChecked() ? WriterKind::kDirect : WriterKind::kApi;
}

WriterKind ChooseWriter(std::string_view name) {
  if (name == "auto") return DefaultWriter();
  const auto kind = FindWriter(name);
  if (!kind) {
    throw Error(ExitCode::kUsage,
                "there is no writer " + std::string(name) + "; say direct, api or auto");
  }
  if (*kind == WriterKind::kDirect && DefaultWriter() != WriterKind::kDirect) {
    throw Error(ExitCode::kUsage, std::string("libxapian ") + Xapian::version_string() +
                                      " is not of a version that the direct writer was checked "
                                      "against; use --writer=api");
  }
  return *kind;
}

std::unique_ptr<SegmentWriter> MakeSegmentWriter(WriterKind kind) {
  return kind == WriterKind::kDirect ? MakeDirectWriter() : MakeApiWriter();
}

WriterKind WriterOfPart(const std::string& part_dir) {
  return glass::ReadPartInfo(part_dir) ? WriterKind::kDirect : WriterKind::kApi;
}

void MergeParts(const std::vector<std::string>& parts, const std::string& out_dir) {
  AllOrNothing(out_dir, [&] {
    MakeDirectory(out_dir);
    if (AreDirect(parts)) {
      glass::MergeIntoPart(parts, out_dir);
    } else {
      CompactDatabases(parts, out_dir);
    }
    JoinRows(parts, out_dir);
  });
}

std::vector<std::string> MergeNeighbours(const std::vector<std::string>& parts, std::size_t most,
                                         const std::string& dir) {
  if (parts.size() <= most) return parts;
  const std::size_t each = (parts.size() + most - 1) / most;
  std::vector<std::string> merged;
  for (std::size_t i = 0; i < parts.size(); i += each) {
    merged.push_back(NumberedName(dir + "/m", static_cast<int>(merged.size())));
    const auto begin = parts.begin() + static_cast<std::ptrdiff_t>(i);
    MergeParts({begin, begin + static_cast<std::ptrdiff_t>(std::min(each, parts.size() - i))},
               merged.back());
  }
  return merged;
}

namespace {

// Lengths of documents by number. The database keeps them in chunks that must be searched for each;
// ranking wants them at hand.
std::vector<std::uint32_t> DocumentLengths(const std::string& dir) {
  return GuardXapian(dir, [&] {
    const Xapian::Database database(dir);
    std::vector<std::uint32_t> lengths(database.get_lastdocid() + std::size_t{1});
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
      lengths[*it] = it.get_doclength();
    }
    return lengths;
  });
}

[[noreturn]] void ThrowDisagreement(const std::string& dir) {
  throw Error(ExitCode::kIndex, dir + ": its documents and its rows do not agree");
}

}  // namespace

std::uint32_t CheckPart(const std::string& part_dir) {
  const auto part = glass::ReadPartInfo(part_dir);
  const auto documents = part ? part->documents : CountDocuments(part_dir);
  if (documents != CountRows(part_dir)) ThrowDisagreement(part_dir);
  return *documents;
}

std::uint32_t WriteSegment(const std::string& dir, const std::function<void()>& write_database,
                           const std::function<void(ColumnsWriter*)>& add_rows) {
  ColumnsWriter columns(dir);
  auto rows = std::async(std::launch::async, [&] {
    add_rows(&columns);
    columns.EndRows();
  });
  write_database();
  rows.get();
  if (CountDocuments(dir) != columns.documents()) ThrowDisagreement(dir);
  columns.Close(DocumentLengths(dir));
  return columns.documents();
}

std::uint32_t MakeSegment(const std::vector<std::string>& parts, const std::string& out_dir) {
  const auto write_database = [&] {
    if (AreDirect(parts)) {
      glass::WriteDatabase({parts.begin(), parts.end()}, out_dir);
    } else {
      CompactDatabases(parts, out_dir);
    }
  };
  const auto add_rows = [&](ColumnsWriter* columns) {
    for (const std::string& part : parts) {
      ForEachRow(part, [columns](const ColumnRow& row) { columns->Add(row); });
    }
  };
  return AllOrNothing(out_dir, [&] {
    MakeDirectory(out_dir);
    return WriteSegment(out_dir, write_database, add_rows);
  });
}

}  // namespace backfile
