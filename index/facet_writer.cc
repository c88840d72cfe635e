// Numbers first given, then given anew.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/facet_writer.h"

#include <algorithm>
#include <numeric>

#include "article/bytes.h"
#include "index/columns_format.h"

namespace backfile {

FacetWriter::FacetWriter(const std::string& dir, std::size_t facet)
    : facet_(facet), waiting_(dir, SectionName('f', facet)) {}

void FacetWriter::Add(const std::vector<std::string>& values) {
  std::string bytes;
  ByteWriter(&bytes).Sequence(
      values, [&](const std::string& value) { ByteWriter(&bytes).Number(texts_.Number(value)); });
  waiting_.Append(bytes);
  is_list_ = is_list_ || values.size() > 1;
}

template <class Take>
void FacetWriter::ForEachDocument(Take take) {
  const MappedFile file(waiting_.path());
  ByteReader in(file.bytes());
  std::vector<std::uint32_t> numbers;
  while (!in.at_end()) {
    numbers.resize(in.Count());
    for (std::uint32_t& number : numbers) number = new_number_[in.Number()];
    std::ranges::sort(numbers);
    take(numbers);
    file.ReadUpTo(file.bytes().size() - in.left());
  }
}

// Requires: every number fits T; the greatest T means "none".
template <class T>
void FacetWriter::WriteNumbers(ColumnsFile* out) {
  constexpr T kNone = static_cast<T>(-1);
  if (!is_list_) out->AppendNumber(kNone);
  ForEachDocument([&](const std::vector<std::uint32_t>& numbers) {
    if (!is_list_ && numbers.empty()) out->AppendNumber(kNone);
    for (const std::uint32_t number : numbers) out->AppendNumber(static_cast<T>(number));
  });
}

void FacetWriter::WriteOffsets(ColumnsFile* out) {
  std::uint32_t end = 0;
  out->AppendNumber(end);
  out->AppendNumber(end);
  ForEachDocument([&](const std::vector<std::uint32_t>& numbers) {
    out->AppendNumber(end += static_cast<std::uint32_t>(numbers.size()));
  });
}

void FacetWriter::WriteTexts(const std::vector<std::uint32_t>& order, ColumnsFile* out) {
  std::vector<std::uint64_t> offsets = {0};
  out->Begin(SectionName('v', facet_));
  for (const std::uint32_t number : order) {
    out->Append(texts_.Text(number));
    offsets.push_back(offsets.back() + texts_.Text(number).size());
  }
  out->Begin(SectionName(OffsetsOf('v'), facet_));
  out->Append(AsBytes(offsets));
}

void FacetWriter::WriteInto(ColumnsFile* out) {
  waiting_.Close();
  const std::uint32_t values = texts_.size();
  if (values == 0) return;
  std::vector<std::uint32_t> order(values);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t number) { return texts_.Text(number); });
  new_number_.resize(values);
  for (std::uint32_t i = 0; i < values; ++i) new_number_[order[i]] = i;
  const std::uint32_t width = values < 0xff ? 1 : values < 0xffff ? 2 : 4;
  out->Begin(SectionName('f', facet_));
  out->AppendNumber(FacetHead{values, width, is_list_ ? 1U : 0U, 0});
  if (is_list_) WriteOffsets(out);
  if (width == 1) WriteNumbers<std::uint8_t>(out);
  if (width == 2) WriteNumbers<std::uint16_t>(out);
  if (width == 4) WriteNumbers<std::uint32_t>(out);
  WriteTexts(order, out);
}

}  // namespace backfile
