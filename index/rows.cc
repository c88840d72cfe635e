// Rows as length-prefixed bytes.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/rows.h"

#include <cstring>

#include "article/bytes.h"
#include "article/problem.h"

namespace backfile {

namespace {

bool ReadRow(std::string_view bytes, ColumnRow* row) {
  ByteReader in(bytes);
  row->id = in.Fixed64();
  row->digest = in.Fixed64();
  row->day = static_cast<std::int32_t>(in.Signed());
  const std::uint64_t precision = in.Number();
  row->precision = static_cast<Precision>(precision);
  const std::string_view sketch = in.Bytes(sizeof row->sketch);
  if (sketch.size() == sizeof row->sketch) {
    std::memcpy(&row->sketch, sketch.data(), sketch.size());
  }
  row->story = in.Fixed64();
  row->embargo_until = in.Signed();
  row->external_id = in.Text();
  row->title = in.Text();
  for (auto& values : row->values) {
    values.clear();
    for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) values.emplace_back(in.Text());
  }
  return in.ok() && in.at_end() && precision <= static_cast<std::uint64_t>(Precision::kSecond);
}

}  // namespace

void RowsWriter::Add(const ColumnRow& row) {
  std::string bytes;
  ByteWriter out(&bytes);
  out.Fixed64(row.id);
  out.Fixed64(row.digest);
  out.Signed(row.day);
  out.Number(static_cast<std::uint64_t>(row.precision));
  bytes.append(reinterpret_cast<const char*>(&row.sketch), sizeof row.sketch);
  out.Fixed64(row.story);
  out.Signed(row.embargo_until);
  out.Text(row.external_id);
  out.Text(row.title);
  for (const auto& values : row.values) {
    out.Sequence(values, [&](const std::string& value) { out.Text(value); });
  }
  std::string size;
  ByteWriter(&size).Number(bytes.size());
  file_.Append(size);
  file_.Append(bytes);
}

void ForEachRow(const std::string& part_dir, const std::function<void(const ColumnRow&)>& take) {
  const MappedFile file(part_dir + "/" + kRowsName);
  ByteReader in(file.bytes());
  ColumnRow row;
  while (!in.at_end()) {
    const std::string_view bytes = in.Text();
    if (!in.ok() || !ReadRow(bytes, &row)) {
      throw Error(ExitCode::kIndex, part_dir + ": its rows are damaged");
    }
    take(row);
    file.ReadUpTo(file.bytes().size() - in.left());
  }
}

void JoinRows(const std::vector<std::string>& parts, const std::string& out_dir) {
  FileWriter out(out_dir + "/" + kRowsName);
  for (const std::string& part : parts) out.Append(MappedFile(part + "/" + kRowsName).bytes());
  out.Close();
}

}  // namespace backfile
