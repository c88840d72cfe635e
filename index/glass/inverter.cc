// Sort-based inversion of a batch.
//
// Postings are noted flat, in the order of the documents. To write them, the terms are ranked by
// their bytes, and one counting sort by rank brings the postings of each term together; it keeps
// the documents in order. Nothing is allocated a posting or a term, and nothing is looked up twice.
// Positions are packed as soon as they come, which makes them a tenth as large.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/inverter.h"

#include <algorithm>
#include <cstring>

#include "article/problem.h"
#include "index/glass/coding.h"
#include "index/glass/part.h"
#include "index/glass/term_list.h"

namespace backfile::glass {

void Inverter::Begin(std::uint32_t document) {
  documents_.push_back({document, 0, postings_.size(), 0});
}

std::uint32_t Inverter::AddTerm(std::string_view term) {
  term_texts_.append(term);
  term_ends_.push_back(term_texts_.size());
  term_documents_.push_back(0);
  return static_cast<std::uint32_t>(term_ends_.size() - 1);
}

std::string_view Inverter::TermText(std::uint32_t term) const {
  const std::size_t begin = term == 0 ? 0 : term_ends_[term - 1];
  return std::string_view(term_texts_).substr(begin, term_ends_[term] - begin);
}

void Inverter::AddPosting(std::uint32_t term, std::uint32_t wdf,
                          std::span<const std::uint32_t> positions) {
  Document& document = documents_.back();
  // Of 2^32 - 1 libxapian says that there is no such document.
  if (wdf >= 0xffffffffU - document.length) {
    throw Error(ExitCode::kInput, "a document is too long to be indexed");
  }
  document.length += wdf;
  ++term_documents_[term];
  postings_.push_back({term, wdf, AddPositions(positions)});
}

// Returns what Posting::positions says.
std::uint32_t Inverter::AddPositions(std::span<const std::uint32_t> positions) {
  if (positions.empty()) return kNone;
  if (positions.size() == 1 && positions[0] < ~kSingle) return kSingle | positions[0];
  const auto place = static_cast<std::uint32_t>(positions_.size());
  const std::string_view packed = packer_.Pack(positions);
  AppendUint(&positions_, packed.size());
  positions_.append(packed);
  return place;
}

void Inverter::AddValue(std::uint32_t slot, std::string_view value) {
  if (value.empty()) return;
  std::string key;
  AppendUint(&key, slot);
  values_[key].emplace_back(documents_.back().number, value);
  values_bytes_ += sizeof(std::string) + 8 + value.size();
  if (with_term_lists_) {
    slots_.push_back(slot);
    ++documents_.back().slots;
  }
}

void Inverter::SetData(std::string_view data) {
  if (data.empty()) return;
  data_.append(data);
  data_pieces_.push_back({documents_.back().number, data.size()});
}

void Inverter::AddMetadata(std::string_view key, std::string_view value) {
  metadata_.insert_or_assign(std::string(key), value);
}

std::size_t Inverter::memory_bytes() const {
  // While a run is written, postings stand twice.
  return postings_.size() * (sizeof(Posting) + sizeof(Inverted)) + positions_.size() +
         data_.size() + data_pieces_.size() * sizeof(Piece) + values_bytes_ +
         slots_.size() * sizeof(std::uint32_t) + documents_.size() * sizeof(Document) +
         term_texts_.size() + term_ends_.size() * std::size_t{32};
}

void Inverter::Clear() {
  term_texts_.clear();
  term_ends_.clear();
  term_documents_.clear();
  documents_.clear();
  postings_.clear();
  positions_.clear();
  data_.clear();
  data_pieces_.clear();
  slots_.clear();
  values_.clear();
  values_bytes_ = 0;
  metadata_.clear();
}

void Inverter::WriteRun(const std::string& part_dir, std::uint32_t run) {
  const std::vector<std::uint32_t> order = TermsInOrder();
  const std::span<const Inverted> inverted = Invert(order);
  WriteTerms(order, inverted, part_dir, run);
  WriteDocdata(RunFile(part_dir, run, Lists::kDocdata));
  WriteValues(RunFile(part_dir, run, Lists::kValues));
  WriteMetadata(RunFile(part_dir, run, Lists::kMetadata));
  if (with_term_lists_) {
    WriteTermLists(order, inverted, RunFile(part_dir, run, Lists::kTermLists));
  }
  Clear();
}

// Terms that a document has, in byte order.
std::vector<std::uint32_t> Inverter::TermsInOrder() const {
  struct Ranked {
    std::uint64_t beginning;  // The first 8 bytes, as a number that orders like them.
    std::uint32_t term;
  };
  std::vector<Ranked> ranked;
  for (std::uint32_t term = 0; term < term_documents_.size(); ++term) {
    if (term_documents_[term] == 0) continue;
    const std::string_view text = TermText(term);
    std::uint64_t beginning = 0;
    std::memcpy(&beginning, text.data(), std::min<std::size_t>(text.size(), sizeof beginning));
    ranked.push_back({__builtin_bswap64(beginning), term});
  }
  std::ranges::sort(ranked, [&](const Ranked& a, const Ranked& b) {
    if (a.beginning != b.beginning) return a.beginning < b.beginning;
    return TermText(a.term) < TermText(b.term);
  });
  std::vector<std::uint32_t> order(ranked.size());
  std::ranges::transform(ranked, order.begin(), &Ranked::term);
  return order;
}

std::span<const Inverter::Inverted> Inverter::Invert(const std::vector<std::uint32_t>& order) {
  std::vector<std::size_t> next(term_documents_.size());
  std::size_t begin = 0;
  for (const std::uint32_t term : order) {
    next[term] = begin;
    begin += term_documents_[term];
  }
  if (inverted_.size() < postings_.size()) inverted_.resize(postings_.size());
  for (std::uint32_t d = 0; d < documents_.size(); ++d) {
    const std::size_t end = documents_[d].first_posting + PostingsOf(d);
    for (std::size_t i = documents_[d].first_posting; i < end; ++i) {
      inverted_[next[postings_[i].term]++] = {d, postings_[i].wdf, postings_[i].positions};
    }
  }
  return std::span(inverted_).first(postings_.size());
}

std::size_t Inverter::PostingsOf(std::size_t document) const {
  const std::size_t end =
      document + 1 < documents_.size() ? documents_[document + 1].first_posting : postings_.size();
  return end - documents_[document].first_posting;
}

// The packed list. `single` has room for one that is but one position.
std::string_view Inverter::PositionsAt(std::uint32_t place, char* single) const {
  if ((place & kSingle) != 0) {
    return {single, static_cast<std::size_t>(PutUint(single, place & ~kSingle) - single)};
  }
  std::string_view bytes = std::string_view(positions_).substr(place);
  std::uint64_t size = 0;
  TakeUint(&bytes, &size);
  return bytes.substr(0, size);
}

void Inverter::WriteLengths(ListFileWriter* out) const {
  ListTotals totals{documents(), 0};
  for (const Document& document : documents_) totals.sum += document.length;
  out->BeginList("", totals);
  for (const Document& document : documents_) out->Add({document.number, document.length, {}});
}

void Inverter::WriteTerms(const std::vector<std::uint32_t>& order,
                          std::span<const Inverted> inverted, const std::string& part_dir,
                          std::uint32_t run) const {
  ListFileWriter postings(RunFile(part_dir, run, Lists::kPostings), FormOf(Lists::kPostings));
  ListFileWriter positions(RunFile(part_dir, run, Lists::kPositions), FormOf(Lists::kPositions));
  WriteLengths(&postings);
  const Inverted* begin = inverted.data();
  char single[kMaxUintBytes];
  for (const std::uint32_t term : order) {
    const std::span<const Inverted> of_term(begin, term_documents_[term]);
    begin += of_term.size();
    ListTotals totals{term_documents_[term], 0};
    std::uint32_t placed = 0;
    for (const Inverted& posting : of_term) {
      totals.sum += posting.wdf;
      if (posting.positions != kNone) ++placed;
    }
    postings.BeginList(TermText(term), totals);
    if (placed > 0) positions.BeginList(TermText(term), {placed, 0});
    for (const Inverted& posting : of_term) {
      const std::uint32_t number = documents_[posting.document].number;
      postings.Add({number, posting.wdf, {}});
      if (posting.positions == kNone) continue;
      positions.Add({number, 0, PositionsAt(posting.positions, single)});
    }
  }
  postings.Close();
  positions.Close();
}

void Inverter::WriteDocdata(const std::string& path) const {
  ListFileWriter out(path, FormOf(Lists::kDocdata));
  if (!data_pieces_.empty()) {
    out.BeginList("", {static_cast<std::uint32_t>(data_pieces_.size()), 0});
  }
  std::string_view rest = data_;
  for (const Piece& piece : data_pieces_) {
    out.Add({piece.document, 0, rest.substr(0, piece.bytes)});
    rest.remove_prefix(piece.bytes);
  }
  out.Close();
}

void Inverter::WriteValues(const std::string& path) const {
  ListFileWriter out(path, FormOf(Lists::kValues));
  for (const auto& [key, values] : values_) {
    out.BeginList(key, {static_cast<std::uint32_t>(values.size()), 0});
    for (const auto& [document, value] : values) out.Add({document, 0, value});
  }
  out.Close();
}

void Inverter::WriteMetadata(const std::string& path) const {
  ListFileWriter out(path, FormOf(Lists::kMetadata));
  for (const auto& [key, value] : metadata_) {
    out.BeginList(key, {1, 0});
    out.Add({0, 0, value});
  }
  out.Close();
}

// Back from the order of terms to that of documents, where terms now come in byte order.
void Inverter::WriteTermLists(const std::vector<std::uint32_t>& order,
                              std::span<const Inverted> inverted, const std::string& path) {
  std::vector<std::size_t> next(documents_.size());
  for (std::size_t d = 0; d < documents_.size(); ++d) next[d] = documents_[d].first_posting;
  const Inverted* posting = inverted.data();
  for (const std::uint32_t term : order) {
    for (std::uint32_t n = term_documents_[term]; n > 0; --n, ++posting) {
      postings_[next[posting->document]++] = {term, posting->wdf, kNone};
    }
  }
  ListFileWriter out(path, FormOf(Lists::kTermLists));
  if (!documents_.empty()) out.BeginList("", {documents(), 0});
  TermListBuilder terms;
  SlotsBuilder slots;
  const std::uint32_t* slot = slots_.data();
  for (std::size_t d = 0; d < documents_.size(); ++d) {
    const std::span<const Posting> of_document(postings_.data() + documents_[d].first_posting,
                                               PostingsOf(d));
    terms.Begin(documents_[d].length, of_document.size());
    for (const Posting& p : of_document) terms.Add(TermText(p.term), p.wdf);
    slots.Begin();
    for (std::uint32_t n = documents_[d].slots; n > 0; --n) slots.Add(*slot++);
    out.Add({documents_[d].number, TermListNumber(slots.tag().size(), false),
             slots.tag() + terms.tag()});
  }
  out.Close();
}

}  // namespace backfile::glass
