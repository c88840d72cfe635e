// Known, new, changed, or a copy: how the decision is made.
//
// A record whose digest the ledger knows for the same file is known; nobody reads it again. Any
// other is understood by a worker, which claims the articles in it. A claim is held against what
// this run has met, then against the live generation:
//   nobody has the id                        index it
//   the same article (id and digest)         a copy: one article with a further place
//   the id comes from content, digest not    the same text with other metadata: a copy, too
//   the file itself gave it before, or it
//   names its source                         a new version: index it and hide the old one
//   else                                     two articles share an identifier that means nothing
//                                            outside its file: keep both, the later under an id
//                                            from its content
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/intake.h"

#include <algorithm>

namespace backfile {

namespace {
constexpr std::uint64_t kZero = 0x9e3779b97f4a7c15;
constexpr std::size_t kNoMatch = static_cast<std::size_t>(-1);
}  // namespace

std::size_t IdTable::Place(std::uint64_t id) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = static_cast<std::size_t>(id * 0x9e3779b97f4a7c15 >> 20) & mask;
  while (slots_[i].id != 0 && slots_[i].id != id) i = (i + 1) & mask;
  return i;
}

const std::uint64_t* IdTable::Find(std::uint64_t id) const {
  if (slots_.empty()) return nullptr;
  const Slot& slot = slots_[Place(id == 0 ? kZero : id)];
  return slot.id == 0 ? nullptr : &slot.number;
}

void IdTable::Put(std::uint64_t id, std::uint64_t number) {
  if (slots_.size() * 3 <= used_ * 4) Grow();
  Slot& slot = slots_[Place(id == 0 ? kZero : id)];
  if (slot.id == 0) ++used_;
  slot = {id == 0 ? kZero : id, number};
}

void IdTable::Grow() {
  std::vector<Slot> old(slots_.empty() ? 1024 : slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.id != 0) slots_[Place(slot.id)] = slot;
  }
}

bool Knows(const Problems& old_problems, const Problem& problem) {
  return std::ranges::any_of(old_problems, [&](const Problem& old) {
    return old.reason == problem.reason && old.where.members == problem.where.members;
  });
}

Input::Input(FoundFile file, std::vector<LedgerRecord> old_records, Problems old_problems)
    : file_(std::move(file)),
      old_(std::move(old_records)),
      old_problems_(std::move(old_problems)),
      matched_(old_.size()) {
  for (std::size_t i = 0; i < old_.size(); ++i) {
    by_digest_.emplace(old_[i].digest, i);
    for (const std::uint64_t id : old_[i].articles) old_ids_.emplace(id, i);
  }
}

const LedgerRecord* Input::Match(const LedgerRecord& record) {
  std::size_t best = kNoMatch;
  const auto [first, last] = by_digest_.equal_range(record.digest);
  for (auto it = first; it != last; ++it) {
    if (matched_[it->second]) continue;
    const bool same_member = old_[it->second].locator.members == record.locator.members;
    if (same_member) best = std::min(best, it->second);
  }
  if (best == kNoMatch) return nullptr;
  matched_[best] = true;
  last_match_ = best + 1;
  return &old_[best];
}

Input::Spot Input::SpotOf(const LedgerRecord& record, std::size_t match_before) const {
  return {record.locator.members, record.locator.offset ? match_before : 0};
}

void Input::TookIn(const LedgerRecord& record, std::size_t match_before) {
  if (is_known()) ++fresh_[SpotOf(record, match_before)];
}

std::vector<Input::Vanished> Input::WhatVanished() const {
  std::map<Spot, std::vector<const LedgerRecord*>> gaps;
  std::size_t match_before = 0;
  std::vector<Vanished> vanished;
  for (std::size_t i = 0; i < old_.size(); ++i) {
    if (matched_[i]) {
      match_before = i + 1;
    } else if (old_[i].is_gone) {
      vanished.push_back({old_[i], false});
    } else {
      gaps[SpotOf(old_[i], match_before)].push_back(&old_[i]);
    }
  }
  for (const auto& [spot, records] : gaps) {
    const auto fresh = fresh_.find(spot);
    const std::size_t count = fresh == fresh_.end() ? 0 : fresh->second;
    const bool is_stream = records.front()->locator.offset.has_value();
    const bool superseded = is_stream ? count == records.size() : count > 0;
    for (const LedgerRecord* record : records) vanished.push_back({*record, superseded});
  }
  return vanished;
}

Fate Intake::Decide(const Claim& claim, const Input& input, const Locator& where,
                    std::uint64_t* id) {
  *id = claim.id;
  const std::optional<Holder> holder = FindHolder(claim.id);
  if (!holder) {
    ++added;
    seen_.Put(claim.id, claim.digest);
    return Fate::kIndex;
  }
  if (holder->digest == claim.digest || claim.id == claim.content_id) {
    return Copy(claim.id, input, where);
  }
  if (holder->when == When::kNow || !(claim.has_source || input.Gave(claim.id))) {
    Claim renamed = claim;
    renamed.id = claim.content_id;
    return Decide(renamed, input, where, id) == Fate::kIndex ? Fate::kRename : Fate::kDrop;
  }
  ++replaced;
  Hide(claim.id, holder->when);
  seen_.Put(claim.id, claim.digest);
  return Fate::kIndex;
}

std::optional<Intake::Holder> Intake::FindHolder(std::uint64_t id) const {
  if (const std::uint64_t* digest = seen_.Find(id)) return Holder{*digest, When::kNow};
  if (const std::uint64_t* digest = built_.Find(id)) return Holder{*digest, When::kBrokenRun};
  const auto place = live_ == nullptr ? std::nullopt : live_->Find(id);
  if (!place) return std::nullopt;
  return Holder{live_->columns(place->segment).digest(place->document), When::kEarlier};
}

Fate Intake::Copy(std::uint64_t id, const Input& input, const Locator& where) {
  if (input.Gave(id)) return Fate::kDrop;
  ++copies;
  places_.push_back({id, where});
  return Fate::kDrop;
}

void Intake::Hide(std::uint64_t id, When when) {
  if (when == When::kBrokenRun) {
    superseded_in_run_.push_back(id);
    return;
  }
  const auto place = live_ == nullptr ? std::nullopt : live_->Find(id);
  if (!place) return;
  const std::string& segment =
      live_->generation().segments.at(static_cast<std::size_t>(place->segment));
  tombstones_.push_back({segment, place->document});
}

bool Intake::StandsElsewhere(std::uint64_t id, const std::string& archive) const {
  for (const Locator& place : ledger_->PlacesOf(id)) {
    if (place.archive != archive) return true;
  }
  const auto place = live_ == nullptr ? std::nullopt : live_->Find(id);
  return place && live_->Load(*place).locator.archive != archive;
}

void Intake::Settle(const Input& input, const std::vector<Input::Vanished>& vanished) {
  for (const Input::Vanished& gone : vanished) {
    if (!gone.is_superseded) continue;
    for (const std::uint64_t id : gone.record.articles) {
      const auto holder = FindHolder(id);
      const bool lives_on = !holder || holder->when == When::kNow;
      if (lives_on || StandsElsewhere(id, input.file().path)) continue;
      ++superseded;
      Hide(id, holder->when);
    }
  }
}

std::vector<Tombstone> Intake::TakeTombstones() { return std::exchange(tombstones_, {}); }
std::vector<CopyPlace> Intake::TakePlaces() { return std::exchange(places_, {}); }

}  // namespace backfile
