// From what the analyzer says to an Inverter, which is emptied into a run when it is full.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/direct_writer.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "index/files.h"
#include "index/glass/inverter.h"
#include "index/glass/part.h"
#include "index/record_packing.h"
#include "index/rows.h"
#include "index/schema.h"

namespace backfile {

namespace {

// Beyond this a run is written. A batch of the indexer never comes near it.
constexpr std::size_t kRunBytes = std::size_t{64} << 20;
constexpr std::uint32_t kUnseen = 0xffffffff;
constexpr std::ptrdiff_t kFetchAhead = 8;  // Postings: memory answers while as many are added.

class DirectWriter : public SegmentWriter {
 public:
  void Begin(const std::string& part_dir) override {
    MakeDirectory(part_dir);
    dir_ = part_dir;
    rows_.emplace(part_dir);
    info_ = {};
    ForgetRun();
  }

  void Add(const Analyzer& analyzer, const AnalysedArticle& article, const ColumnRow& row,
           std::string_view stored) override {
    BeginRunIfNeeded(analyzer);
    inverter_.Begin(++info_.documents);
    const std::span<const std::uint32_t> positions = article.positions;
    for (const Posting& posting : article.postings) {
      Fetch((&posting)[std::min(kFetchAhead, &article.postings.back() - &posting)].term);
      inverter_.AddPosting(TermOf(analyzer, posting.term), posting.wdf,
                           positions.subspan(posting.first_position, posting.positions));
    }
    if (row.day != kUndated) {
      inverter_.AddValue(static_cast<std::uint32_t>(Slot::kDay), DayValue(row.day));
    }
    inverter_.SetData(packer_.Pack(stored));
    rows_->Add(row);
  }

  std::uint32_t documents() const override { return info_.documents; }

  void Finish() override {
    rows_->Close();
    if (inverter_.documents() > 0) {
      for (const auto& [key, value] : packer_.metadata()) inverter_.AddMetadata(key, value);
      WriteRun();
    }
    info_.last_document = info_.documents;
    glass::WritePartInfo(dir_, info_);
  }

 private:
  // The analyzer's numbers are good for one run, as long as it does not give them anew.
  void BeginRunIfNeeded(const Analyzer& analyzer) {
    const bool renumbered = analyzer.term_generation() != generation_;
    generation_ = analyzer.term_generation();
    if (inverter_.documents() > 0 && (renumbered || inverter_.memory_bytes() > kRunBytes)) {
      WriteRun();
    }
  }

  // Brings near what TermOf() will look at.
  void Fetch(std::uint32_t term) const {
    if (term < numbers_.size()) __builtin_prefetch(&numbers_[term]);
  }

  // The inverter's number for a term of the analyzer.
  std::uint32_t TermOf(const Analyzer& analyzer, std::uint32_t term) {
    if (term >= numbers_.size()) numbers_.resize(term + std::size_t{4096}, kUnseen);
    if (numbers_[term] == kUnseen) {
      numbers_[term] = inverter_.AddTerm(analyzer.TermText(term));
    }
    return numbers_[term];
  }

  void WriteRun() {
    inverter_.WriteRun(dir_, info_.runs++);
    ForgetRun();
  }

  void ForgetRun() {
    inverter_.Clear();
    numbers_.clear();
  }

  std::string dir_;
  RecordPacker packer_;
  std::optional<RowsWriter> rows_;
  glass::Inverter inverter_;
  glass::PartInfo info_;
  std::vector<std::uint32_t> numbers_;  // By the analyzer's number.
  std::uint64_t generation_ = 0;
};

}  // namespace

std::unique_ptr<SegmentWriter> MakeDirectWriter() { return std::make_unique<DirectWriter>(); }

}  // namespace backfile
