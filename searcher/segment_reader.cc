// Posting lists and positions by the readers of index/glass; Xapian only lists terms.
//
// A list that is wanted whole is decoded once into two arrays, from which matching, ranking and
// counting all work; where only a few documents are asked about, its chunks are skipped.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/segment_reader.h"

#include <xapian.h>

#include <algorithm>
#include <utility>

#include "article/problem.h"
#include "index/glass/position_reader.h"
#include "index/glass/posting_reader.h"
#include "index/guard.h"

namespace backfile {

namespace {

constexpr const char* kWhere = "the index";
// A skip costs about as much as this many steps (measured on lists of 10k to 200k postings).
constexpr std::size_t kStepsPerSkip = 8;
// Beyond this many terms one pass over all their lists beats asking each list about each document.
constexpr std::size_t kFewTerms = 4;

}  // namespace

DocumentIterator FindFrom(DocumentIterator at, DocumentIterator end, std::uint32_t document) {
  std::ptrdiff_t stride = 1;
  while (end - at > stride && at[stride] < document) {
    at += stride;
    stride *= 2;
  }
  return std::lower_bound(at, at + std::min(stride + 1, end - at), document);
}

void Deadline::Check() const {
  if (std::chrono::steady_clock::now() < end_) return;
  throw Error(ExitCode::kIncomplete,
              "the question took longer than --timeout allows; narrow it, or raise the limit");
}

struct SegmentReader::State {
  State(std::string dir, std::uint32_t documents)
      : path(std::move(dir)), postings(path, documents) {}

  const Xapian::Database* database = nullptr;
  const Columns* columns = nullptr;
  const Bitmap* tombstones = nullptr;
  bool has_tombstones = false;
  int segment = 0;
  Deadline deadline{std::chrono::hours(1)};
  std::unordered_map<std::string, std::uint32_t> frequencies;
  std::unordered_map<std::string, Postings> lists;
  std::string path;
  glass::PostingReader postings;
  std::unique_ptr<glass::TableLookup> positions;  // Opened when first asked for.
  std::unordered_map<std::string, glass::PositionCursor> cursors;
  std::vector<std::uint32_t> last_words;  // Made when first asked for.
};

SegmentReader::SegmentReader(const Snapshot& snapshot, int segment)
    : state_(std::make_unique<State>(snapshot.segment_path(segment),
                                     snapshot.columns(segment).documents())) {
  state_->database = &snapshot.segment_database(segment);
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
  if (is_new) it->second = state_->postings.Frequency(term);
  return it->second;
}

std::optional<std::uint64_t> SegmentReader::MostOccurrences(
    const std::vector<std::string>& terms) const {
  std::uint64_t most = 0;
  for (const std::string& term : terms) {
    const auto it = state_->lists.find(term);
    if (it == state_->lists.end()) return std::nullopt;
    if (!it->second.wdfs.empty()) most += std::ranges::max(it->second.wdfs);
  }
  return most;
}

const Postings& SegmentReader::Read(const std::string& term) {
  const auto [it, is_new] = state_->lists.try_emplace(term);
  if (!is_new) return it->second;
  state_->deadline.Check();
  state_->postings.Read(term, &it->second.documents, &it->second.wdfs);
  return it->second;
}

void SegmentReader::ReadAt(const std::string& term, const std::vector<std::uint32_t>& documents,
                           std::vector<std::uint32_t>* wdfs) {
  if (!state_->lists.contains(term) && documents.size() * kStepsPerSkip < Frequency(term)) {
    state_->deadline.Check();
    return state_->postings.ReadAt(term, documents, wdfs);
  }
  const Postings& list = Read(term);
  wdfs->assign(documents.size(), 0);
  const auto end = list.documents.end();
  auto at = list.documents.begin();
  const bool is_far = documents.size() * kStepsPerSkip < list.documents.size();
  for (std::size_t i = 0; i < documents.size() && at != end; ++i) {
    if (is_far) at = FindFrom(at, end, documents[i]);
    while (at != end && *at < documents[i]) ++at;
    if (at == end || *at != documents[i]) continue;
    (*wdfs)[i] = list.wdfs[static_cast<std::size_t>(at - list.documents.begin())];
  }
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
    state_->positions = std::make_unique<glass::TableLookup>(state_->path, glass::Table::kPosition);
  }
  const auto it = state_->cursors.try_emplace(term, state_->positions.get(), term).first;
  it->second.Read(document, positions);
}

std::vector<std::uint32_t>& SegmentReader::last_words() const {
  if (state_->last_words.empty()) state_->last_words.resize(columns().value_count(Facet::kPeople));
  return state_->last_words;
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
