// Known, new, changed, or a copy: how the decision is made.
//
// A record whose digest the ledger knows for the same file is known; nobody reads it again. Any
// other is understood by a worker, which claims the articles in it. A claim is held against what
// this run has met, then against the live generation:
//   it was removed by hand                   drop it, whatever file brings it
//   nobody has the id                        index it
//   the same article (id and digest)         a copy: one article with a further place
//   the id comes from content, digest not    the same text with other metadata: a copy, too, unless
//                                            it was read in this very file: then it has changed
//   it names its source, or the file itself  another version of the story: index it beside the
//   gave the identifier before               others. Which one is shown is not decided here, but
//                                            by what they say (index/versions.h); what no longer
//                                            stands anywhere goes with the settlement
//   else                                     two articles share an identifier that means nothing
//                                            outside its file: keep both, the later under an id
//                                            from its content
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/intake.h"

#include <algorithm>
#include <unordered_set>

#include "indexer/batch.h"

namespace backfile {

namespace {
constexpr std::uint64_t kDropped = 0;  // In place of a digest: the article was built, then dropped.
constexpr std::uint32_t kNone = 0xffffffff;  // No record.
std::uint32_t LowerHalf(std::uint64_t digest) { return static_cast<std::uint32_t>(digest); }
std::uint64_t VersionKey(std::uint64_t id, std::uint64_t digest) {
  return PlaceKey(id, LowerHalf(digest));
}

}  // namespace

bool Knows(const Problems& old_problems, const Problem& problem) {
  return std::ranges::any_of(old_problems, [&](const Problem& old) {
    return old.reason == problem.reason && old.where.members == problem.where.members;
  });
}

Input::Input(InputFile file)
    : file_(std::move(file.found)),
      source_(file.source),
      options_(file.options),
      old_(std::move(file.old_records)),
      old_problems_(std::move(file.old_problems)),
      bookmark_(file.bookmark),
      matched_(old_.size()) {}

// From the last to the first, so that the first of equal ones is found first.
void Input::ListByKey() {
  if (!next_like_.empty()) return;
  next_like_.resize(old_.size(), kNone);
  by_key_.Reserve(old_.size());
  for (std::size_t i = old_.size(); i-- > 0;) {
    const std::uint64_t key = RecordKey(old_[i].digest, old_[i].locator.members);
    if (const std::uint64_t* next = by_key_.Find(key)) {
      next_like_[i] = static_cast<std::uint32_t>(*next);
    }
    by_key_.Put(key, i);
  }
}

void Input::ListGiven() const {
  if (std::exchange(has_listed_given_, true)) return;
  given_.Reserve(old_.size());
  given_ids_.Reserve(old_.size());
  for (const LedgerRecord& record : old_) {
    for (const GivenArticle& article : record.articles) {
      given_ids_.Put(article.id, 1);
      given_.Put(PlaceKey(article.id, article.digest), 1);
    }
  }
}

bool Input::IsLike(std::size_t old, const LedgerRecord& record) const {
  return !matched_[old] && old_[old].digest == record.digest &&
         old_[old].locator.members == record.locator.members;
}

std::vector<std::uint64_t> Input::KnownKeys() const {
  // Of more, a message would be too long: they come with their bytes.
  constexpr std::size_t kMostKeys = 4'000'000;
  std::vector<std::uint64_t> keys;
  if (old_.size() > kMostKeys) return keys;
  keys.reserve(old_.size());
  std::unordered_set<std::uint64_t> lost;
  for (const LedgerRecord& record : old_) {
    keys.push_back(RecordKey(record.digest, record.locator.members));
    if (record.refused && MayPass(*record.refused)) lost.insert(keys.back());
  }
  for (std::uint64_t& key : keys) {
    if (lost.contains(key)) key = 0;
  }
  return keys;
}

bool Input::ReadOn() {
  const auto records = static_cast<std::size_t>(bookmark_.records);
  if (bookmark_.offset == 0 || is_read_on_ || last_match_ > 0 || records > old_.size())
    return false;
  is_read_on_ = true;
  std::fill_n(matched_.begin(), records, true);
  last_match_ = records;
  return true;
}

std::span<const LedgerRecord> Input::OldRecords() const {
  const std::size_t records = is_read_on_ ? static_cast<std::size_t>(bookmark_.records) : 0;
  return std::span(old_).first(records);
}

Problems Input::OldProblems() const {
  const std::size_t problems = is_read_on_ ? static_cast<std::size_t>(bookmark_.problems) : 0;
  const auto end = static_cast<std::ptrdiff_t>(std::min(problems, old_problems_.size()));
  return {old_problems_.begin(), old_problems_.begin() + end};
}

const LedgerRecord* Input::Match(const LedgerRecord& record) {
  // Mostly it is the one that stood behind the last.
  const bool is_next = last_match_ < old_.size() && IsLike(last_match_, record);
  const std::optional<std::size_t> match = is_next ? last_match_ : FindLike(record);
  if (!match) return nullptr;
  matched_[*match] = true;
  last_match_ = *match + 1;
  return &old_[*match];
}

// A file may hold the same record a million times: those that are spoken for are not looked at
// again.
std::optional<std::size_t> Input::FindLike(const LedgerRecord& record) {
  ListByKey();
  const std::uint64_t key = RecordKey(record.digest, record.locator.members);
  const std::uint64_t* first = by_key_.Find(key);
  if (first == nullptr) return std::nullopt;
  auto i = static_cast<std::uint32_t>(*first);
  while (i != kNone && matched_[i]) i = next_like_[i];
  by_key_.Put(key, i);
  if (i == kNone) return std::nullopt;
  return i;
}

Input::Spot Input::SpotOf(const LedgerRecord& record, std::size_t match_before) const {
  return {record.locator.members, record.locator.offset ? match_before : 0};
}

bool Input::Gave(std::uint64_t id) const {
  ListGiven();
  return given_ids_.Find(id) != nullptr;
}

bool Input::Gave(const GivenArticle& article) const {
  ListGiven();
  return given_.Find(PlaceKey(article.id, article.digest)) != nullptr;
}

void Input::TookIn(const LedgerRecord& record, std::size_t match_before) {
  if (!is_known() || record.articles.empty()) return;
  ++fresh_[SpotOf(record, match_before)];
  for (const GivenArticle& article : record.articles) {
    if (Gave(article.id)) fresh_ids_.insert(article.id);
  }
}

bool Input::IsGivenAnew(const LedgerRecord& record) const {
  const auto is_fresh = [this](const GivenArticle& a) { return fresh_ids_.contains(a.id); };
  return !record.articles.empty() && std::ranges::all_of(record.articles, is_fresh);
}

std::vector<LedgerRecord> Input::WhatFell() const {
  std::map<Spot, std::vector<const LedgerRecord*>> gaps;
  std::size_t match_before = 0;
  std::vector<LedgerRecord> fallen;
  for (std::size_t i = 0; i < old_.size(); ++i) {
    if (matched_[i]) {
      match_before = i + 1;
    } else if (old_[i].standing != Standing::kStands) {
      fallen.push_back(old_[i]);
    } else {
      gaps[SpotOf(old_[i], match_before)].push_back(&old_[i]);
    }
  }
  for (const auto& [spot, records] : gaps) {
    const auto fresh = fresh_.find(spot);
    const std::size_t count = fresh == fresh_.end() ? 0 : fresh->second;
    const bool is_stream = records.front()->locator.offset.has_value();
    const bool replaced = is_stream ? count == records.size() : count > 0;
    for (const LedgerRecord* record : records) {
      fallen.push_back(*record);
      fallen.back().standing =
          replaced || IsGivenAnew(*record) ? Standing::kReplaced : Standing::kGone;
    }
  }
  return fallen;
}

Fate Intake::Decide(const Claim& claim, const Input& input, const Locator& where,
                    GivenArticle* article) {
  *article = {claim.id, LowerHalf(claim.digest)};
  if (corrections_.IsRemoved(claim.id)) return Fate::kDrop;
  const std::optional<Holder> holder = FindHolder(claim.id);
  if (!holder) {
    ++added;
    Take(claim);
    return Fate::kIndex;
  }
  if (Has(claim.id, claim.digest)) return Copy(*article, input, where);
  if (claim.id == claim.content_id && !IsHome(input, claim.id, *holder)) {
    article->digest = LowerHalf(holder->digest);
    return Copy(*article, input, where);
  }
  if (claim.id != claim.content_id && !claim.has_source && !input.Gave(claim.id)) {
    Claim renamed = claim;
    renamed.id = claim.content_id;
    return Decide(renamed, input, where, article) == Fate::kIndex ? Fate::kRename : Fate::kDrop;
  }
  // Of one content there is one article: what it said of itself before is gone.
  if (claim.id == claim.content_id) Hide(claim.id, *holder);
  ++added;
  Take(claim);
  return Fate::kIndex;
}

void Intake::Hide(std::uint64_t id, const Holder& holder) {
  const auto place = live_ == nullptr ? std::nullopt : live_->Find(id);
  if (holder.when != When::kEarlier || !place) return;
  const std::string& segment =
      live_->generation().segments.at(static_cast<std::size_t>(place->segment));
  decided_.tombstones.push_back({segment, place->document});
}

void Intake::Take(const Claim& claim) { Remember(claim.id, claim.digest, &seen_); }

void Intake::Remember(std::uint64_t id, std::uint64_t digest, IdTable* latest) {
  const std::uint64_t* before = latest->Find(id);
  if (before != nullptr && *before != digest && *before != kDropped) {
    versions_.Put(VersionKey(id, *before), *before);
  }
  latest->Put(id, digest);
}

// Whether the index holds, or will hold, this very article.
bool Intake::Has(std::uint64_t id, std::uint64_t digest) const {
  for (const IdTable* latest : {&seen_, &built_}) {
    const std::uint64_t* known = latest->Find(id);
    if (known != nullptr && *known == digest && digest != kDropped) return true;
  }
  const std::uint64_t* known = versions_.Find(VersionKey(id, digest));
  if (known != nullptr && *known != kDropped) return true;
  if (live_ == nullptr) return false;
  return std::ranges::any_of(live_->FindAll(id), [&](const Snapshot::Place& place) {
    return live_->columns(place.segment).digest(place.document) == digest;
  });
}

// Whether the article that is in the index was read in this file.
bool Intake::IsHome(const Input& input, std::uint64_t id, const Holder& holder) const {
  if (holder.when != When::kEarlier || !input.Gave(id)) return false;
  return live_->Load(*live_->Find(id)).locator.archive == input.file().path;
}

std::optional<Intake::Holder> Intake::FindHolder(std::uint64_t id) const {
  if (const std::uint64_t* digest = seen_.Find(id)) return Holder{*digest, When::kNow};
  const std::uint64_t* built = built_.Find(id);
  if (built != nullptr && *built != kDropped) return Holder{*built, When::kBrokenRun};
  const auto place = live_ == nullptr ? std::nullopt : live_->Find(id);
  if (!place) return std::nullopt;
  return Holder{live_->columns(place->segment).digest(place->document), When::kEarlier};
}

Fate Intake::Copy(const GivenArticle& article, const Input& input, const Locator& where) {
  if (input.Gave(article)) return Fate::kDrop;
  ++copies;
  decided_.places.push_back({PlaceKey(article.id, article.digest), where});
  return Fate::kDrop;
}

void Intake::AlreadyBuilt(std::uint64_t id, std::uint64_t digest) { Remember(id, digest, &built_); }

void Intake::AlreadyDropped(const GivenArticle& article) {
  const std::uint64_t* built = built_.Find(article.id);
  if (built != nullptr && LowerHalf(*built) == article.digest) built_.Put(article.id, kDropped);
  versions_.Put(VersionKey(article.id, article.digest), kDropped);
}

}  // namespace backfile
