// A heap of sources by their present key.
//
// Most keys are rare words that stand in few sources, so what counts is how cheaply a source moves
// on: the heap holds the first 8 bytes of each key as a number, and looks at the keys themselves
// only where these are equal.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/list_merge.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

#include "article/problem.h"

namespace backfile::glass {

Renumbering::Renumbering(const Bitmap& dropped, std::uint32_t last_document)
    : last_(last_document), words_(last_document / 64 + 1), before_(words_.size()) {
  dropped.ForEach([&](std::uint32_t document) {
    if (document <= last_) words_[document >> 6] |= std::uint64_t{1} << (document & 63);
  });
  for (std::size_t i = 1; i < words_.size(); ++i) {
    before_[i] = before_[i - 1] + static_cast<std::uint32_t>(std::popcount(words_[i - 1]));
  }
}

std::uint32_t Renumbering::NewNumber(std::uint32_t document) const {
  const std::size_t word = std::min<std::size_t>(document >> 6, words_.size() - 1);
  const std::uint64_t up_to = ~std::uint64_t{0} >> (63 - (document & 63));
  return document - before_[word] - static_cast<std::uint32_t>(std::popcount(words_[word] & up_to));
}

namespace {

// The first 8 bytes as a number that orders like them.
std::uint64_t Beginning(std::string_view key) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, key.data(), std::min<std::size_t>(key.size(), sizeof bytes));
  return __builtin_bswap64(bytes);
}

class MergedSource : public ListSource {
 public:
  explicit MergedSource(std::vector<MergeInput> inputs) : inputs_(std::move(inputs)) {
    for (std::uint32_t i = 0; i < inputs_.size(); ++i) present_.push_back(i);
  }

  bool NextList() override {
    for (const std::uint32_t i : present_) MoveOn(i);
    present_.clear();
    if (heap_.empty()) return false;
    key_.assign(inputs_[heap_.front().input].lists->key());
    totals_ = {};
    do {
      Gather();
    } while (!heap_.empty() && inputs_[heap_.front().input].lists->key() == key_);
    reading_ = 0;
    return true;
  }
  std::string_view key() const override { return key_; }
  ListTotals totals() const override { return totals_; }

  std::size_t Read(std::span<ListEntry> entries) override {
    for (; reading_ < present_.size(); ++reading_) {
      const MergeInput& input = inputs_[present_[reading_]];
      const std::size_t n = input.lists->Read(entries);
      if (n == 0) continue;
      if (entries[n - 1].document > 0xffffffffU - input.base) {
        throw Error(ExitCode::kIndex, "a segment cannot hold more than 2^32 documents");
      }
      for (ListEntry& entry : entries.first(n)) entry.document += input.base;
      return n;
    }
    return 0;
  }

  void Rewind() override {
    reading_ = 0;
    for (const std::uint32_t i : present_) inputs_[i].lists->Rewind();
  }

 private:
  struct Waiting {
    std::uint64_t beginning;
    std::uint32_t input;
  };

  // Whether `a` comes after `b`: what std::push_heap needs to keep the least on top.
  bool After(const Waiting& a, const Waiting& b) const {
    if (a.beginning != b.beginning) return a.beginning > b.beginning;
    const int order = inputs_[a.input].lists->key().compare(inputs_[b.input].lists->key());
    return order != 0 ? order > 0 : a.input > b.input;
  }
  auto ByKey() const {
    return [this](const Waiting& a, const Waiting& b) { return After(a, b); };
  }
  void MoveOn(std::uint32_t input) {
    if (!inputs_[input].lists->NextList()) return;
    heap_.push_back({Beginning(inputs_[input].lists->key()), input});
    std::ranges::push_heap(heap_, ByKey());
  }
  void Gather() {
    const std::uint32_t input = heap_.front().input;
    std::ranges::pop_heap(heap_, ByKey());
    heap_.pop_back();
    present_.push_back(input);
    const ListTotals totals = inputs_[input].lists->totals();
    totals_.entries += totals.entries;
    totals_.sum += totals.sum;
  }

  std::vector<MergeInput> inputs_;
  std::vector<Waiting> heap_;
  std::vector<std::uint32_t> present_;  // Inputs that have the present key, in order.
  std::size_t reading_ = 0;             // Index into present_.
  std::string key_;
  ListTotals totals_;
};

class LivingSource : public ListSource {
 public:
  LivingSource(std::unique_ptr<ListSource> source, const Renumbering* renumbering, bool counted)
      : source_(std::move(source)), renumbering_(renumbering), counted_(counted) {}

  bool NextList() override {
    if (!source_->NextList()) return false;
    totals_ = {};
    if (!counted_) return true;
    ForEachEntry(this, [this](const ListEntry& entry) {
      ++totals_.entries;
      totals_.sum += entry.number;
    });
    source_->Rewind();
    return true;
  }
  std::string_view key() const override { return source_->key(); }
  ListTotals totals() const override { return totals_; }

  std::size_t Read(std::span<ListEntry> entries) override {
    std::size_t kept = 0;
    while (kept == 0) {
      const std::size_t n = source_->Read(entries);
      if (n == 0) return 0;
      for (const ListEntry& entry : entries.first(n)) {
        if (renumbering_->Drops(entry.document)) continue;
        const std::uint32_t number = renumbering_->NewNumber(entry.document);
        entries[kept++] = {number, entry.number, entry.bytes};
      }
    }
    return kept;
  }
  void Rewind() override { source_->Rewind(); }

 private:
  std::unique_ptr<ListSource> source_;
  const Renumbering* renumbering_;
  bool counted_;
  ListTotals totals_;
};

}  // namespace

std::unique_ptr<ListSource> MergeLists(std::vector<MergeInput> inputs) {
  return std::make_unique<MergedSource>(std::move(inputs));
}

std::unique_ptr<ListSource> KeepLiving(std::unique_ptr<ListSource> source,
                                       const Renumbering* renumbering, bool counted) {
  return std::make_unique<LivingSource>(std::move(source), renumbering, counted);
}

}  // namespace backfile::glass
