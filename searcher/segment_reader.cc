// A list that is wanted whole is decoded once into two arrays, from which matching, ranking and
// counting all work; where only a few documents are asked about, its chunks are skipped.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/segment_reader.h"

#include <xapian.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "article/problem.h"
#include "index/guard.h"
#include "searcher/posting_source.h"

namespace backfile {

namespace {

// A skip costs about as much as this many steps (measured on lists of 10k to 200k postings).
constexpr std::size_t kStepsPerSkip = 8;
// Beyond this many terms one pass over all their lists beats asking each list about each document.
constexpr std::size_t kFewTerms = 4;
// And beyond this share of all documents, though it sets a counter for each of them to zero:
// walking two lists side by side goes wrong at every other branch.
constexpr std::size_t kFewDocuments = 16;

}  // namespace

DocumentIterator FindFrom(DocumentIterator at, DocumentIterator end, std::uint32_t document) {
  std::ptrdiff_t stride = 1;
  while (end - at > stride && at[stride] < document) {
    at += stride;
    stride *= 2;
  }
  return std::lower_bound(at, at + std::min(stride + 1, end - at), document);
}

struct SegmentReader::State {
  const Xapian::Database* database = nullptr;
  const Columns* columns = nullptr;
  const Bitmap* tombstones = nullptr;
  const std::vector<std::uint32_t>* twins = nullptr;
  bool has_tombstones = false;
  int segment = 0;
  Deadline deadline{std::chrono::hours(1)};
  bool may_be_cut = false;
  bool was_cut = false;
  std::unordered_map<std::string, std::uint32_t> frequencies;
  std::unordered_map<std::string, Postings> lists;
  std::unique_ptr<PostingSource> postings;
  std::string where;
  std::vector<std::uint32_t> last_words;  // Made when first asked for.
};

SegmentReader::SegmentReader(const Snapshot& snapshot, int segment)
    : state_(std::make_unique<State>()) {
  state_->postings = OpenPostings(snapshot, segment);
  state_->where = snapshot.shard_place(segment);
  state_->database = &snapshot.segment_database(segment);
  state_->columns = &snapshot.columns(segment);
  state_->tombstones = &snapshot.tombstones(segment);
  state_->twins = &snapshot.twins(segment);
  state_->has_tombstones = state_->tombstones->Count() > 0;
  state_->segment = segment;
}
SegmentReader::~SegmentReader() = default;
SegmentReader::SegmentReader(SegmentReader&&) noexcept = default;

int SegmentReader::segment() const { return state_->segment; }
std::uint32_t SegmentReader::documents() const { return state_->columns->documents(); }
std::uint32_t SegmentReader::counted() const {
  return documents() - static_cast<std::uint32_t>(state_->twins->size());
}
std::uint64_t SegmentReader::total_length() const {
  std::uint64_t length =
      GuardXapian(state_->where, [&] { return state_->database->get_total_length(); });
  for (const std::uint32_t twin : *state_->twins) length -= columns().length(twin);
  return length;
}
const Columns& SegmentReader::columns() const { return *state_->columns; }
const Bitmap& SegmentReader::tombstones() const { return *state_->tombstones; }
bool SegmentReader::has_tombstones() const { return state_->has_tombstones; }
const Deadline& SegmentReader::deadline() const { return state_->deadline; }
bool SegmentReader::may_be_cut() const { return state_->may_be_cut; }
bool SegmentReader::was_cut() const { return state_->was_cut; }

void SegmentReader::CutShort() {
  state_->was_cut = true;
  state_->deadline = Deadline(std::chrono::seconds(1));
}

std::uint32_t SegmentReader::Frequency(const std::string& term) {
  const auto [it, is_new] = state_->frequencies.try_emplace(term, 0);
  if (!is_new) return it->second;
  std::uint32_t frequency = state_->postings->Frequency(term);
  if (frequency > 0 && !state_->twins->empty()) frequency -= CountTwins(term);
  return state_->frequencies[term] = frequency;
}

std::uint32_t SegmentReader::CountTwins(const std::string& term) {
  std::vector<std::uint32_t> found;
  if (state_->postings->can_skip()) {
    state_->postings->ReadAt(term, *state_->twins, &found);
    std::erase(found, 0);
  } else {
    std::ranges::set_intersection(Read(term).documents, *state_->twins, std::back_inserter(found));
  }
  return static_cast<std::uint32_t>(found.size());
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
  state_->postings->Read(term, &it->second.documents, &it->second.wdfs);
  return it->second;
}

void SegmentReader::ReadAt(const std::string& term, const std::vector<std::uint32_t>& documents,
                           std::vector<std::uint32_t>* wdfs) {
  if (state_->postings->can_skip() && !state_->lists.contains(term) &&
      documents.size() * kStepsPerSkip < Frequency(term)) {
    state_->deadline.Check();
    return state_->postings->ReadAt(term, documents, wdfs);
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
  const bool are_many = documents.size() > this->documents() / kFewDocuments;
  if (terms.size() == 1 && !are_many) return ReadAt(terms.front(), documents, sums);
  sums->assign(documents.size(), 0);
  if (terms.size() <= kFewTerms && !are_many) {
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
  state_->postings->ReadPositions(term, document, positions);
}

std::vector<std::uint32_t>& SegmentReader::last_words() const {
  if (state_->last_words.empty()) state_->last_words.resize(columns().value_count(Facet::kPeople));
  return state_->last_words;
}

std::vector<std::uint32_t> SegmentReader::FindPhrase(
    const std::vector<std::vector<std::string>>& words, const std::vector<std::uint32_t>& among) {
  return state_->postings->FindPhrase(words, among, state_->deadline);
}

std::optional<std::vector<std::uint32_t>> SegmentReader::FindNear(
    const Proximity& near, const std::vector<std::uint32_t>& among) {
  return state_->postings->FindNear(near, among);
}

void SegmentReader::Forget(const Deadline& deadline, bool may_be_cut) {
  state_->deadline = deadline;
  state_->may_be_cut = may_be_cut;
  state_->was_cut = false;
  state_->lists.clear();
  state_->postings->Forget();
  state_->frequencies.clear();
}

TermCursor SegmentReader::Terms(const std::string& prefix) const {
  return TermCursor(*state_->database, state_->where, prefix);
}

struct TermCursor::State {
  Xapian::TermIterator at;
  Xapian::TermIterator end;
  std::string where;
  std::string term;
  bool is_all = false;

  // Passes over terms with a prefix, which begins with a capital letter, where words are wanted.
  void Settle() {
    constexpr const char* kAfterPrefixes = "[";
    term.clear();
    if (at == end) return;
    term = *at;
    if (is_all && term.front() >= 'A' && term.front() <= 'Z') {
      at.skip_to(kAfterPrefixes);
      term = at == end ? "" : *at;
    }
  }
};

TermCursor::TermCursor(const Xapian::Database& database, const std::string& where,
                       const std::string& prefix)
    : state_(std::make_unique<State>()) {
  state_->where = where;
  GuardXapian(where, [&] {
    state_->at = database.allterms_begin(prefix);
    state_->end = database.allterms_end(prefix);
    state_->is_all = prefix.empty();
    state_->Settle();
    return 0;
  });
}
TermCursor::~TermCursor() = default;
TermCursor::TermCursor(TermCursor&&) noexcept = default;
TermCursor& TermCursor::operator=(TermCursor&&) noexcept = default;

bool TermCursor::at_end() const { return state_->term.empty(); }
const std::string& TermCursor::term() const { return state_->term; }
void TermCursor::Next() {
  GuardXapian(state_->where, [&] {
    ++state_->at;
    state_->Settle();
    return 0;
  });
}

}  // namespace backfile
