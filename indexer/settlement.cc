// Settling accounts, in up to three walks over the ledger: which articles have lost a place, which
// of them stand elsewhere, and the ledger's new words on the files that lost something.
//
// Nothing is read from the archives. If too much would go, nothing is deleted; what was replaced
// where it stood goes all the same, since its successor is in the index already.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/settlement.h"

#include <algorithm>

#include "article/digest.h"

namespace backfile {

Settlement::Settlement(std::string index_dir, const Snapshot* live, Groups* groups,
                       const Sources* sources, std::uint64_t run, const SettlementRules& rules)
    : index_dir_(std::move(index_dir)),
      live_(live),
      groups_(groups),
      sources_(sources),
      run_(run),
      rules_(rules) {}

void Settlement::FileGone(const std::string& path) {
  gone_.insert(Digest(path));
  is_expected_ = true;
}

void Settlement::Settle() {
  if (!is_expected_) return;
  GatherCandidates();
  FindThoseThatStand();
  std::vector<Fall> falls = FindDocuments();
  const std::int64_t deletions = std::ranges::count_if(falls, &Fall::is_deletion);
  if (IsTooMuch(deletions)) {
    refused = deletions;
    rules_.deletes = false;
    candidates_.clear();
    standing_ids_.clear();
    losing_.clear();
    decided_ = {};
    GatherCandidates();
    FindThoseThatStand();
    falls = FindDocuments();
  }
  for (Fall& fall : falls) {
    ++(fall.is_deletion ? deleted : replaced);
    decided_.tombstones.push_back(std::move(fall.document));
  }
  for (const auto& [article, candidate] : candidates_) {
    if (!candidate.stands) decided_.dropped.push_back(article);
  }
  std::ranges::sort(decided_.places);
  WriteLedger();
}

std::int64_t Settlement::Refusable() {
  if (!is_expected_) return 0;
  GatherCandidates();
  FindThoseThatStand();
  const std::int64_t deletions = std::ranges::count_if(FindDocuments(), &Fall::is_deletion);
  return IsTooMuch(deletions) ? deletions : 0;
}

Ledger Settlement::OpenLedger() const {
  std::vector<std::string> dirs;
  if (live_ != nullptr) dirs = SegmentPaths(index_dir_, live_->generation());
  if (groups_ == nullptr) return Ledger(dirs);
  for (const GroupContent& group : groups_->finished()) dirs.push_back(group.ledger_dir);
  return Ledger(dirs);
}

bool Settlement::IsGone(const std::string& path) const {
  return rules_.deletes && gone_.contains(Digest(path));
}

bool Settlement::MayDelete(const std::string& path) const {
  return rules_.deletes && sources_->Hold(path);
}

bool Settlement::HasFallen(const LedgerFile& file, const LedgerRecord& record) const {
  if (record.standing == Standing::kReplaced || IsGone(file.file.path)) return true;
  return record.standing == Standing::kGone && MayDelete(file.file.path);
}

void Settlement::GatherCandidates() {
  Ledger ledger = OpenLedger();
  while (const LedgerFile* file = ledger.Next()) {
    if (file->is_gone || (file->fallen == 0 && !IsGone(file->file.path))) continue;
    const auto take = [&](const LedgerRecord& record) {
      if (!HasFallen(*file, record)) return;
      losing_.insert(Digest(file->file.path));
      for (const GivenArticle& article : record.articles) {
        Candidate& candidate = candidates_[article];
        candidate.is_replaced = candidate.is_replaced && record.standing == Standing::kReplaced;
      }
    };
    if (IsGone(file->file.path)) {
      ledger.ForEachRecord(take);
    } else {
      ledger.ForEachFallen(take);
    }
  }
}

void Settlement::FindThoseThatStand() {
  if (candidates_.empty()) return;
  std::unordered_set<std::uint64_t> ids;
  for (const auto& [article, candidate] : candidates_) ids.insert(article.id);
  Ledger ledger = OpenLedger();
  while (const LedgerFile* file = ledger.Next()) {
    ledger.ForEachRecord([&](const LedgerRecord& record) {
      if (file->is_gone || HasFallen(*file, record)) return;
      for (const GivenArticle& article : record.articles) {
        if (!ids.contains(article.id)) continue;
        standing_ids_.insert(article.id);
        const auto it = candidates_.find(article);
        if (it == candidates_.end()) continue;
        it->second.stands = true;
        Locator where = record.locator;
        where.archive = file->file.path;
        decided_.places.push_back({PlaceKey(article.id, article.digest), std::move(where), true});
      }
    });
  }
}

std::vector<Settlement::Fall> Settlement::FindDocuments() const {
  std::vector<Fall> falls;
  if (live_ == nullptr || candidates_.empty()) return falls;
  for (int segment = 0; segment < live_->segments(); ++segment) {
    const Columns& columns = live_->columns(segment);
    const std::string& name = live_->generation().segments[static_cast<std::size_t>(segment)];
    for (std::uint32_t d = 1; d <= columns.documents(); ++d) {
      if (live_->tombstones(segment).Has(d)) continue;
      const GivenArticle article{columns.id(d), static_cast<std::uint32_t>(columns.digest(d))};
      const auto it = candidates_.find(article);
      if (it == candidates_.end() || it->second.stands) continue;
      const bool lives_on = it->second.is_replaced || standing_ids_.contains(article.id);
      falls.push_back({{name, d}, !lives_on});
    }
  }
  return falls;
}

bool Settlement::IsTooMuch(std::int64_t deletions) const {
  if (rules_.is_forced || live_ == nullptr || deletions <= kAlwaysDeletable) return false;
  const auto articles = static_cast<double>(live_->generation().articles);
  return static_cast<double>(deletions) > rules_.max_delete * articles;
}

void Settlement::WriteLedger() {
  Ledger ledger = OpenLedger();
  bool has_news = false;
  while (const LedgerFile* file = ledger.Next()) {
    if (file->is_gone) continue;
    if (IsGone(file->file.path)) {
      groups_->ledger().AddGone(file->file, run_ + 1);
      has_news = true;
    } else if (losing_.contains(Digest(file->file.path))) {
      Rewrite(&ledger, *file);
      has_news = true;
    }
  }
  if (has_news) groups_->FinishGroup(std::exchange(decided_, {}));
}

void Settlement::Rewrite(Ledger* ledger, const LedgerFile& file) {
  LedgerWriter& out = groups_->ledger();
  out.BeginFile(file.file, run_ + 1, file.options);
  ledger->CopyRecords(&out, [&](const LedgerRecord& record) { return HasFallen(file, record); });
  out.EndFile(file.complete, file.problems, file.bookmark);
}

}  // namespace backfile
