// One pass over the rows, one file for each column that has to wait for those before it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/columns_writer.h"

#include <deque>

#include "article/bytes.h"
#include "index/facet_writer.h"

namespace backfile {

namespace {

// A column of texts: the bytes, and where each begins.
class TextsWriter {
 public:
  TextsWriter(const std::string& dir, char letter)
      : bytes_(dir, SectionName(letter)), offsets_(dir, SectionName(OffsetsOf(letter))) {
    Add("");
  }
  void Add(std::string_view text) {
    offsets_.AppendNumber(end_);
    bytes_.Append(text);
    end_ += text.size();
  }
  void WriteInto(ColumnsFile* out) {
    offsets_.AppendNumber(end_);
    bytes_.WriteInto(out);
    offsets_.WriteInto(out);
  }

 private:
  WaitingColumn bytes_;
  WaitingColumn offsets_;
  std::uint64_t end_ = 0;
};

}  // namespace

struct ColumnsWriter::State {
  explicit State(const std::string& segment_dir)
      : dir(segment_dir),
        out(dir),
        ids(dir, SectionName('i')),
        digests(dir, SectionName('d')),
        days(dir, SectionName('y')),
        precisions(dir, SectionName('p')),
        stories(dir, SectionName('s')),
        sketches(dir, SectionName('k')),
        external_ids(dir, 'x'),
        titles(dir, 't') {
    for (std::size_t facet = 0; facet < kFacets; ++facet) facets.emplace_back(dir, facet);
    AddNumbers({});  // Documents count from 1.
  }

  void AddNumbers(const ColumnRow& row) {
    ids.AppendNumber(row.id);
    digests.AppendNumber(row.digest);
    days.AppendNumber(row.day);
    precisions.AppendNumber(static_cast<std::uint8_t>(row.precision));
    stories.AppendNumber(row.story);
    sketches.AppendNumber(row.sketch);
  }
  void AddEmbargo(const ColumnRow& row) {
    if (row.embargo_until == kNoEmbargo) return;
    ByteWriter writer(&embargoes);
    writer.Number(documents);
    writer.Signed(row.embargo_until);
  }

  std::string dir;
  ColumnsFile out;
  std::uint32_t documents = 0;
  WaitingColumn ids;
  WaitingColumn digests;
  WaitingColumn days;
  WaitingColumn precisions;
  WaitingColumn stories;
  WaitingColumn sketches;
  std::string embargoes;  // Only those that have one.
  TextsWriter external_ids;
  TextsWriter titles;
  std::deque<FacetWriter> facets;
};

ColumnsWriter::ColumnsWriter(const std::string& dir) : state_(std::make_unique<State>(dir)) {}
ColumnsWriter::~ColumnsWriter() = default;

std::uint32_t ColumnsWriter::documents() const { return state_->documents; }

void ColumnsWriter::Add(const ColumnRow& row) {
  ++state_->documents;
  state_->AddNumbers(row);
  state_->AddEmbargo(row);
  state_->external_ids.Add(row.external_id);
  state_->titles.Add(row.title);
  for (std::size_t facet = 0; facet < kFacets; ++facet)
    state_->facets[facet].Add(row.values[facet]);
}

void ColumnsWriter::EndRows() {
  State& state = *state_;
  for (WaitingColumn* numbers : {&state.ids, &state.digests, &state.days, &state.precisions,
                                 &state.stories, &state.sketches}) {
    numbers->WriteInto(&state.out);
  }
  state.out.Begin(SectionName('e'));
  state.out.Append(state.embargoes);
  state.external_ids.WriteInto(&state.out);
  state.titles.WriteInto(&state.out);
  for (FacetWriter& facet : state.facets) facet.WriteInto(&state.out);
}

void ColumnsWriter::Close(std::span<const std::uint32_t> lengths) {
  State& state = *state_;
  std::vector<std::uint32_t> all(lengths.begin(), lengths.end());
  all.resize(state.documents + std::size_t{1});
  state.out.Begin(SectionName('l'));
  state.out.Append(AsBytes(all));
  state.out.Close(state.documents, SegmentDigest(state.dir));
}

}  // namespace backfile
