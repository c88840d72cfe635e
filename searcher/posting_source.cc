// Two sources of one interface.
//
// What crosses the wire is a posting list as a whole. Xapian's protocol would send it with a
// message for each posting; asked for all matches of the term, scored by how often it occurs, it
// sends them in one, and comes to the same. What the matching and the ranking make of it is made
// here, by the code that does it for local segments, so that the answers cannot differ.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/posting_source.h"

#include <xapian.h>

#include <algorithm>
#include <future>
#include <iterator>
#include <span>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>

#include "index/glass/position_reader.h"
#include "index/glass/posting_reader.h"
#include "index/guard.h"

namespace backfile {

namespace {

constexpr std::size_t kCheckEvery =
    1024;  // Documents looked into between two glances at the clock.

// Where a word stands in documents, whichever of its terms it is.
class WordPositions {
 public:
  WordPositions(const glass::TableLookup* table, const std::vector<std::string>& terms) {
    for (const std::string& term : terms) cursors_.emplace_back(table, term);
  }
  // Ascending, as the documents asked for must; valid until the next call.
  const std::vector<std::uint32_t>& In(std::uint32_t document) {
    cursors_.front().Read(document, &positions_);
    for (std::size_t i = 1; i < cursors_.size(); ++i) {
      cursors_[i].Read(document, &more_);
      if (more_.empty()) continue;
      positions_.insert(positions_.end(), more_.begin(), more_.end());
      std::ranges::sort(positions_);
    }
    return positions_;
  }

 private:
  std::vector<glass::PositionCursor> cursors_;
  std::vector<std::uint32_t> positions_;
  std::vector<std::uint32_t> more_;
};

// Words one right after the other.
class Phrase {
 public:
  Phrase(const glass::TableLookup* table, const std::vector<std::vector<std::string>>& words) {
    for (const std::vector<std::string>& terms : words) words_.emplace_back(table, terms);
  }
  // Requires: documents ascend.
  bool IsIn(std::uint32_t document) {
    starts_ = words_.front().In(document);
    for (std::uint32_t i = 1; i < words_.size() && !starts_.empty(); ++i) {
      const std::vector<std::uint32_t>& next = words_[i].In(document);
      auto at = next.begin();
      std::erase_if(starts_, [&](std::uint32_t start) {
        while (at != next.end() && *at < start + i) ++at;
        return at == next.end() || *at != start + i;
      });
    }
    return !starts_.empty();
  }

 private:
  std::vector<WordPositions> words_;
  std::vector<std::uint32_t> starts_;  // Where what has been looked at begins.
};

// In a thread of its own, or later in this one if there can be no more of them.
template <class Find>
std::future<std::vector<std::uint32_t>> Begin(Find find, std::span<const std::uint32_t> part) {
  try {
    return std::async(std::launch::async, find, part);
  } catch (const std::system_error&) {
    return std::async(std::launch::deferred, find, part);
  }
}

// What `find` gives of documents, by parts of them that are looked through side by side: looking
// into some ten thousand takes longer than starting a thread by far.
template <class Find>
std::vector<std::uint32_t> InParts(std::span<const std::uint32_t> documents, Find find) {
  constexpr std::size_t kWorthAThread = 4096;
  constexpr std::size_t kMostThreads = 8;
  const std::size_t parts =
      std::min(documents.size() / kWorthAThread,
               std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostThreads));
  if (parts < 2) return find(documents);
  const std::size_t size = documents.size() / parts;
  std::vector<std::future<std::vector<std::uint32_t>>> others;
  for (std::size_t i = 1; i < parts; ++i) {
    const std::size_t end = i + 1 < parts ? (i + 1) * size : documents.size();
    others.push_back(Begin(find, documents.subspan(i * size, end - i * size)));
  }
  std::vector<std::uint32_t> found = find(documents.first(size));
  for (auto& other : others) {
    const std::vector<std::uint32_t> more = other.get();
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

class LocalPostings : public PostingSource {
 public:
  LocalPostings(std::string dir, std::uint32_t documents)
      : dir_(std::move(dir)), postings_(dir_, documents) {}

  std::uint32_t Frequency(const std::string& term) override { return postings_.Frequency(term); }
  void Read(const std::string& term, std::vector<std::uint32_t>* documents,
            std::vector<std::uint32_t>* wdfs) override {
    postings_.Read(term, documents, wdfs);
  }
  bool can_skip() const override { return true; }
  void ReadAt(const std::string& term, const std::vector<std::uint32_t>& documents,
              std::vector<std::uint32_t>* wdfs) override {
    postings_.ReadAt(term, documents, wdfs);
  }
  void ReadPositions(const std::string& term, std::uint32_t document,
                     std::vector<std::uint32_t>* positions) override {
    const auto it = cursors_.try_emplace(term, position_table(), term).first;
    it->second.Read(document, positions);
  }
  std::vector<std::uint32_t> FindPhrase(const std::vector<std::vector<std::string>>& words,
                                        const std::vector<std::uint32_t>& among,
                                        const Deadline& deadline) override {
    const glass::TableLookup* table = position_table();
    return InParts(among, [&](std::span<const std::uint32_t> part) {
      Phrase phrase(table, words);
      std::vector<std::uint32_t> found;
      for (std::size_t i = 0; i < part.size(); ++i) {
        if (i % kCheckEvery == 0) deadline.Check();
        if (phrase.IsIn(part[i])) found.push_back(part[i]);
      }
      return found;
    });
  }
  std::optional<std::vector<std::uint32_t>> FindNear(const Proximity&,
                                                     const std::vector<std::uint32_t>&) override {
    return std::nullopt;
  }
  void Forget() override { cursors_.clear(); }

 private:
  glass::TableLookup* position_table() {
    if (!positions_) {
      positions_ = std::make_unique<glass::TableLookup>(dir_, glass::Table::kPosition);
    }
    return positions_.get();
  }

  std::string dir_;
  glass::PostingReader postings_;
  std::unique_ptr<glass::TableLookup> positions_;  // Opened when first asked for.
  std::unordered_map<std::string, glass::PositionCursor> cursors_;
};

class ApiPostings : public PostingSource {
 public:
  ApiPostings(const Xapian::Database& database, std::string where, std::uint32_t documents)
      : database_(database), where_(std::move(where)), last_(documents) {}

  std::uint32_t Frequency(const std::string& term) override {
    return GuardXapian(where_, [&] { return database_.get_termfreq(term); });
  }
  void Read(const std::string& term, std::vector<std::uint32_t>* documents,
            std::vector<std::uint32_t>* wdfs) override {
    documents->clear();
    wdfs->clear();
    for (const auto& [document, wdf] : FindAll(Xapian::Query(term))) {
      documents->push_back(document);
      wdfs->push_back(wdf);
    }
  }
  bool can_skip() const override { return false; }
  void ReadAt(const std::string& term, const std::vector<std::uint32_t>& documents,
              std::vector<std::uint32_t>* wdfs) override {
    std::vector<std::uint32_t> all;
    std::vector<std::uint32_t> counts;
    Read(term, &all, &counts);
    wdfs->assign(documents.size(), 0);
    std::size_t at = 0;
    for (std::size_t i = 0; i < documents.size(); ++i) {
      while (at < all.size() && all[at] < documents[i]) ++at;
      if (at < all.size() && all[at] == documents[i]) (*wdfs)[i] = counts[at];
    }
  }
  void ReadPositions(const std::string& term, std::uint32_t document,
                     std::vector<std::uint32_t>* positions) override {
    positions->clear();
    GuardXapian(where_, [&] {
      const auto end = database_.positionlist_end(document, term);
      for (auto it = database_.positionlist_begin(document, term); it != end; ++it) {
        positions->push_back(*it);
      }
      return 0;
    });
  }
  // One message instead of one a document and word.
  std::vector<std::uint32_t> FindPhrase(const std::vector<std::vector<std::string>>& words,
                                        const std::vector<std::uint32_t>& among,
                                        const Deadline&) override {
    std::vector<Xapian::Query> queries;
    for (const std::vector<std::string>& terms : words) queries.push_back(AnyOf(terms));
    const Xapian::Query phrase(Xapian::Query::OP_PHRASE, queries.begin(), queries.end(),
                               static_cast<Xapian::termcount>(queries.size()));
    return FindAmong(phrase, among);
  }
  std::optional<std::vector<std::uint32_t>> FindNear(
      const Proximity& near, const std::vector<std::uint32_t>& among) override {
    const Xapian::Query words[] = {AnyOf(near.first), AnyOf(near.second)};
    const auto op = near.in_order ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR;
    return FindAmong(Xapian::Query(op, std::begin(words), std::end(words), near.distance + 1),
                     among);
  }
  void Forget() override {}

 private:
  static Xapian::Query AnyOf(const std::vector<std::string>& terms) {
    return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
  }
  std::vector<std::uint32_t> FindAmong(const Xapian::Query& query,
                                       const std::vector<std::uint32_t>& among) const {
    std::vector<std::uint32_t> documents;
    for (const auto& [document, score] : FindAll(query)) {
      if (std::ranges::binary_search(among, document)) documents.push_back(document);
    }
    return documents;
  }
  // All matches and their scores, ascending.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> FindAll(const Xapian::Query& query) const {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
    GuardXapian(where_, [&] {
      Xapian::Enquire enquire(database_);
      enquire.set_query(query);
      enquire.set_weighting_scheme(Xapian::TfIdfWeight("nnn"));  // The score is the wdf.
      const Xapian::MSet all = enquire.get_mset(0, last_);
      for (auto it = all.begin(); it != all.end(); ++it) {
        if (*it > last_) continue;
        found.emplace_back(*it, static_cast<std::uint32_t>(std::max(1.0, it.get_weight())));
      }
      return 0;
    });
    std::ranges::sort(found);
    return found;
  }

  Xapian::Database database_;
  std::string where_;
  std::uint32_t last_;
};

}  // namespace

std::unique_ptr<PostingSource> OpenPostings(const Snapshot& snapshot, int segment) {
  if (snapshot.is_remote(segment)) return OpenPostingsByApi(snapshot, segment);
  return std::make_unique<LocalPostings>(snapshot.segment_path(segment),
                                         snapshot.columns(segment).documents());
}

std::unique_ptr<PostingSource> OpenPostingsByApi(const Snapshot& snapshot, int segment) {
  return std::make_unique<ApiPostings>(snapshot.segment_database(segment),
                                       snapshot.shard_place(segment),
                                       snapshot.columns(segment).documents());
}

}  // namespace backfile
