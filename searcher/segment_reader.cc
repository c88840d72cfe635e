// Posting lists by Xapian's iterators.
//
// A list that is wanted whole is decoded once into two arrays, from which matching, ranking and
// counting all work; where only a few documents are asked about, the iterator skips to them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/segment_reader.h"

#include <xapian.h>

#include <algorithm>

#include "article/problem.h"
#include "index/glass/position_reader.h"
#include "index/guard.h"

namespace backfile {

namespace {

constexpr const char* kWhere = "the index";
// A skip costs about as much as this many steps (measured on lists of 10k to 200k postings).
constexpr std::size_t kStepsPerSkip = 8;
// Beyond this many terms one pass over all their lists beats asking each list about each document.
constexpr std::size_t kFewTerms = 4;

}  // namespace

void Deadline::Check() const {
  if (std::chrono::steady_clock::now() < end_) return;
  throw Error(ExitCode::kIncomplete,
              "the question took longer than --timeout allows; narrow it, or raise the limit");
}

struct SegmentReader::State {
  const Xapian::Database* database = nullptr;
  const Columns* columns = nullptr;
  const Bitmap* tombstones = nullptr;
  bool has_tombstones = false;
  int segment = 0;
  Deadline deadline{std::chrono::hours(1)};
  std::unordered_map<std::string, std::uint32_t> frequencies;
  std::unordered_map<std::string, Postings> lists;
  std::string path;
  std::unique_ptr<glass::PositionReader> positions;  // Opened when first asked for.
  std::unordered_map<std::string, glass::PositionReader::Cursor> cursors;
};

SegmentReader::SegmentReader(const Snapshot& snapshot, int segment)
    : state_(std::make_unique<State>()) {
  state_->database = &snapshot.segment_database(segment);
  state_->path = snapshot.segment_path(segment);
  state_->columns = &snapshot.columns(segment);
  state_->tombstones = &snapshot.tombstones(segment);
  state_->has_tombstones = state_->tombstones->Count() > 0;
  state_->segment = segment;
}
SegmentReader::~SegmentReader() = default;
SegmentReader::SegmentReader(SegmentReader&&) noexcept = default;

int SegmentReader::segment() const { return state_->segment; }
std::uint32_t SegmentReader::documents() const { return state_->columns->documents(); }
const Columns& SegmentReader::columns() const { return *state_->columns; }
const Bitmap& SegmentReader::tombstones() const { return *state_->tombstones; }
bool SegmentReader::has_tombstones() const { return state_->has_tombstones; }
const Deadline& SegmentReader::deadline() const { return state_->deadline; }

std::uint32_t SegmentReader::Frequency(const std::string& term) {
  const auto [it, is_new] = state_->frequencies.try_emplace(term, 0);
  if (is_new) {
    it->second = GuardXapian(kWhere, [&] { return state_->database->get_termfreq(term); });
  }
  return it->second;
}

const Postings& SegmentReader::Read(const std::string& term) {
  const auto [it, is_new] = state_->lists.try_emplace(term);
  Postings& list = it->second;
  if (!is_new) return list;
  state_->deadline.Check();
  const std::uint32_t frequency = Frequency(term);
  list.documents.reserve(frequency);
  list.wdfs.reserve(frequency);
  const std::uint32_t last = documents();
  GuardXapian(kWhere, [&] {
    const auto end = state_->database->postlist_end(term);
    for (auto posting = state_->database->postlist_begin(term); posting != end; ++posting) {
      if (*posting > last) break;  // Only in a damaged database.
      list.documents.push_back(*posting);
      list.wdfs.push_back(std::max(1U, posting.get_wdf()));
    }
  });
  return list;
}

void SegmentReader::ReadAt(const std::string& term, const std::vector<std::uint32_t>& documents,
                           std::vector<std::uint32_t>* wdfs) {
  wdfs->assign(documents.size(), 0);
  if (state_->lists.contains(term) || documents.size() * kStepsPerSkip > Frequency(term)) {
    const Postings& list = Read(term);
    std::size_t j = 0;
    for (std::size_t i = 0; i < documents.size() && j < list.documents.size(); ++i) {
      while (j < list.documents.size() && list.documents[j] < documents[i]) ++j;
      if (j < list.documents.size() && list.documents[j] == documents[i]) (*wdfs)[i] = list.wdfs[j];
    }
    return;
  }
  state_->deadline.Check();
  GuardXapian(kWhere, [&] {
    auto posting = state_->database->postlist_begin(term);
    const auto end = state_->database->postlist_end(term);
    for (std::size_t i = 0; i < documents.size() && posting != end; ++i) {
      posting.skip_to(documents[i]);
      if (posting != end && *posting == documents[i]) (*wdfs)[i] = std::max(1U, posting.get_wdf());
    }
  });
}

void SegmentReader::ReadSums(const std::vector<std::string>& terms,
                             const std::vector<std::uint32_t>& documents,
                             std::vector<std::uint32_t>* sums) {
  if (terms.size() == 1) return ReadAt(terms.front(), documents, sums);
  sums->assign(documents.size(), 0);
  if (terms.size() <= kFewTerms) {
    std::vector<std::uint32_t> wdfs;
    for (const std::string& term : terms) {
      ReadAt(term, documents, &wdfs);
      for (std::size_t i = 0; i < wdfs.size(); ++i) (*sums)[i] += wdfs[i];
    }
    return;
  }
  std::vector<std::uint32_t> by_document(this->documents() + 1);
  for (const std::string& term : terms) {
    const Postings& list = Read(term);
    for (std::size_t i = 0; i < list.documents.size(); ++i) {
      by_document[list.documents[i]] += list.wdfs[i];
    }
  }
  for (std::size_t i = 0; i < documents.size(); ++i) (*sums)[i] = by_document[documents[i]];
}

void SegmentReader::ReadPositions(const std::string& term, std::uint32_t document,
                                  std::vector<std::uint32_t>* positions) {
  if (!state_->positions) {
    state_->positions = std::make_unique<glass::PositionReader>(state_->path);
  }
  auto it = state_->cursors.find(term);
  if (it == state_->cursors.end()) {
    glass::PositionReader::Cursor cursor(state_->positions.get(), term);
    it = state_->cursors.emplace(term, std::move(cursor)).first;
  }
  it->second.Read(document, positions);
}

void SegmentReader::Forget(const Deadline& deadline) {
  state_->deadline = deadline;
  state_->lists.clear();
  state_->cursors.clear();
  state_->frequencies.clear();
}

void SegmentReader::ForEachTerm(const std::string& prefix,
                                const std::function<bool(const std::string&)>& take) {
  constexpr const char* kAfterPrefixes = "[";  // Prefixes begin with a capital letter.
  GuardXapian(kWhere, [&] {
    const auto end = state_->database->allterms_end(prefix);
    for (auto it = state_->database->allterms_begin(prefix); it != end;) {
      const std::string term = *it;
      if (prefix.empty() && term.front() >= 'A' && term.front() <= 'Z') {
        it.skip_to(kAfterPrefixes);
        continue;
      }
      if (!take(term)) return;
      ++it;
    }
  });
}

}  // namespace backfile
