// Columns on disk, written section by section and read through a mapping.
//
//     header    magic, documents, digest of the segment's `iamglass`, number of sections
//     sections  name (8 bytes), offset, size      each beginning at a multiple of 8
//
// Numbers are little-endian, as every machine that Debian's Xapian runs fast on. A facet takes the
// narrowest form that holds it: nothing if no document has a value, one number a document if none
// has two, else a list a document; numbers of 1, 2 or 4 bytes by how many different values there
// are.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/columns.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <map>
#include <span>

#include "article/bytes.h"
#include "article/digest.h"
#include "article/problem.h"
#include "article/story.h"
#include "index/files.h"
#include "index/rows.h"
#include "index/vocabulary.h"

namespace backfile {

namespace {

constexpr const char* kColumnsName = "columns";
constexpr std::uint64_t kMagic = 0x31534d4c4f434642;  // "BFCOLMS1"
constexpr std::array<std::string_view, kFacets> kFacetNames = {
    "source",        "people",   "section",    "language", "places",
    "organisations", "subjects", "date-basis", "status"};

struct Header {
  std::uint64_t magic = kMagic;
  std::uint64_t documents = 0;
  std::uint64_t segment_digest = 0;
  std::uint64_t sections = 0;
};
struct Section {
  std::array<char, 8> name{};
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

// What a facet's column says of its form.
struct FacetHead {
  std::uint32_t values = 0;   // Different ones.
  std::uint32_t width = 0;    // Bytes a number: 1, 2, 4.
  std::uint32_t is_list = 0;  // Offsets (u32, documents + 2) come before the numbers.
  std::uint32_t unused = 0;
};

std::array<char, 8> SectionName(char letter, std::size_t facet = 0) {
  return {letter, static_cast<char>('0' + facet)};
}

std::uint64_t SegmentDigest(const std::string& dir) {
  return Digest(MappedFile(dir + "/iamglass").bytes());
}

template <class T>
std::string_view AsBytes(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

// Writes sections one after the other; the directory goes to the end, where the trailer points to
// it.
class ColumnsFile {
 public:
  explicit ColumnsFile(const std::string& path) : out_(path) {
    out_.Append(std::string(sizeof(Header), '\0'));
  }
  void Begin(std::array<char, 8> name) {
    out_.Append(std::string((8 - out_.size() % 8) % 8, '\0'));
    sections_.push_back({name, out_.size(), 0});
  }
  void Append(std::string_view bytes) { out_.Append(bytes); }
  void End() { sections_.back().size = out_.size() - sections_.back().offset; }
  void Write(std::array<char, 8> name, std::string_view bytes) {
    Begin(name);
    Append(bytes);
    End();
  }
  void Close(std::uint64_t documents, std::uint64_t segment_digest) {
    out_.Append(std::string((8 - out_.size() % 8) % 8, '\0'));
    out_.Append(AsBytes(sections_));
    const Header header{kMagic, documents, segment_digest, sections_.size()};
    out_.Append({reinterpret_cast<const char*>(&header), sizeof header});
    out_.Close();
  }

 private:
  FileWriter out_;
  std::vector<Section> sections_;
};

// The plain columns: one number a document each.
void WriteNumbers(const std::string& dir, ColumnsFile* out, std::uint64_t* documents) {
  std::vector<std::uint64_t> ids(1);
  std::vector<std::uint64_t> digests(1);
  std::vector<std::int32_t> days(1, kUndated);
  std::vector<std::uint8_t> precisions(1);
  std::vector<std::uint64_t> stories(1);
  ForEachRow(dir, [&](const ColumnRow& row) {
    ids.push_back(row.id);
    digests.push_back(row.digest);
    days.push_back(row.day);
    stories.push_back(row.story);
    precisions.push_back(static_cast<std::uint8_t>(row.precision));
  });
  out->Write(SectionName('i'), AsBytes(ids));
  out->Write(SectionName('d'), AsBytes(digests));
  out->Write(SectionName('y'), AsBytes(days));
  out->Write(SectionName('p'), AsBytes(precisions));
  out->Write(SectionName('s'), AsBytes(stories));
  *documents = ids.size() - 1;
}

// Only those that have one.
void WriteEmbargoes(const std::string& dir, ColumnsFile* out) {
  std::string bytes;
  ByteWriter writer(&bytes);
  std::uint64_t document = 0;
  ForEachRow(dir, [&](const ColumnRow& row) {
    ++document;
    if (row.embargo_until == kNoEmbargo) return;
    writer.Number(document);
    writer.Signed(row.embargo_until);
  });
  out->Write(SectionName('e'), bytes);
}

void WriteSketches(const std::string& dir, ColumnsFile* out) {
  out->Begin(SectionName('k'));
  const auto append = [&](const CopySketch& sketch) {
    out->Append({reinterpret_cast<const char*>(&sketch), sizeof sketch});
  };
  append({});
  ForEachRow(dir, [&](const ColumnRow& row) { append(row.sketch); });
  out->End();
}

// A column of texts: the bytes, then where each begins.
void WriteTexts(const std::string& dir, char letter, std::string ColumnRow::*text,
                ColumnsFile* out) {
  std::vector<std::uint64_t> offsets(1);
  out->Begin(SectionName(letter));
  std::uint64_t size = 0;
  ForEachRow(dir, [&](const ColumnRow& row) {
    offsets.push_back(size);
    out->Append(row.*text);
    size += (row.*text).size();
  });
  out->End();
  offsets.push_back(size);
  out->Write(SectionName(static_cast<char>(letter - 'a' + 'A')), AsBytes(offsets));
}

// The different values of a facet: provisional numbers, and what they become in byte order.
struct FacetValues {
  TextTable table;
  std::vector<std::uint32_t> final_number;
  std::uint64_t all = 0;
  bool is_list = false;
};

FacetValues GatherValues(const std::string& dir, std::size_t facet) {
  FacetValues values;
  ForEachRow(dir, [&](const ColumnRow& row) {
    for (const std::string& value : row.values[facet]) values.table.Number(value);
    values.all += row.values[facet].size();
    values.is_list = values.is_list || row.values[facet].size() > 1;
  });
  std::vector<std::uint32_t> order(values.table.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return values.table.Text(i); });
  values.final_number.resize(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) values.final_number[order[i]] = i;
  return values;
}

void WriteValueTexts(const FacetValues& values, std::size_t facet, ColumnsFile* out) {
  std::vector<std::uint32_t> by_final(values.final_number.size());
  for (std::uint32_t i = 0; i < by_final.size(); ++i) by_final[values.final_number[i]] = i;
  std::vector<std::uint64_t> offsets;
  std::uint64_t size = 0;
  out->Begin(SectionName('v', facet));
  for (const std::uint32_t i : by_final) {
    offsets.push_back(size);
    size += values.table.Text(i).size();
    out->Append(values.table.Text(i));
  }
  out->End();
  offsets.push_back(size);
  out->Write(SectionName('V', facet), AsBytes(offsets));
}

// Requires: every number fits T; the greatest T means "none".
template <class T>
void WriteFacetNumbers(const std::string& dir, std::size_t facet, FacetValues* values,
                       ColumnsFile* out) {
  std::vector<std::uint32_t> offsets(2);
  std::vector<T> numbers;
  if (!values->is_list) numbers.push_back(static_cast<T>(-1));
  ForEachRow(dir, [&](const ColumnRow& row) {
    std::vector<std::uint32_t> of_row;
    for (const std::string& value : row.values[facet]) {
      of_row.push_back(values->final_number[values->table.Number(value)]);
    }
    std::ranges::sort(of_row);
    if (!values->is_list && of_row.empty()) numbers.push_back(static_cast<T>(-1));
    for (const std::uint32_t number : of_row) numbers.push_back(static_cast<T>(number));
    offsets.push_back(static_cast<std::uint32_t>(numbers.size()));
  });
  if (values->is_list) out->Append(AsBytes(offsets));
  out->Append(AsBytes(numbers));
}

void WriteFacet(const std::string& dir, std::size_t facet, ColumnsFile* out) {
  FacetValues values = GatherValues(dir, facet);
  if (values.all == 0) return;
  const std::uint32_t count = values.table.size();
  const std::uint32_t width = count < 0xff ? 1 : count < 0xffff ? 2 : 4;
  const FacetHead head{count, width, values.is_list ? 1U : 0U, 0};
  out->Begin(SectionName('f', facet));
  out->Append({reinterpret_cast<const char*>(&head), sizeof head});
  if (width == 1) WriteFacetNumbers<std::uint8_t>(dir, facet, &values, out);
  if (width == 2) WriteFacetNumbers<std::uint16_t>(dir, facet, &values, out);
  if (width == 4) WriteFacetNumbers<std::uint32_t>(dir, facet, &values, out);
  out->End();
  WriteValueTexts(values, facet, out);
}

}  // namespace

namespace {
// An embargo that was given without an end lasts until a version without one comes.
std::int64_t EmbargoEnd(const Article& article) {
  if (article.embargo_until) return article.embargo_until->first().time_since_epoch().count();
  return article.status == Status::kEmbargoed ? kOpenEmbargo : kNoEmbargo;
}
}  // namespace

std::string_view FacetName(Facet facet) { return kFacetNames.at(static_cast<std::size_t>(facet)); }

std::optional<Facet> FindFacet(std::string_view name) {
  const auto it = std::ranges::find(kFacetNames, name);
  if (it == kFacetNames.end()) return std::nullopt;
  return static_cast<Facet>(it - kFacetNames.begin());
}

ColumnRow MakeColumnRow(const Article& article) {
  ColumnRow row;
  row.id = IdNumber(article.id);
  if (article.published) {
    const auto days = std::chrono::sys_days(article.published->day()).time_since_epoch();
    row.day = static_cast<std::int32_t>(days.count());
    row.precision = article.published->precision();
  }
  row.sketch = MakeCopySketch(article.body);
  row.story = StoryKey(article);
  row.embargo_until = EmbargoEnd(article);
  row.external_id = article.external_id;
  row.title = article.title;
  const auto values = [&](Facet facet) -> std::vector<std::string>& {
    return row.values[static_cast<std::size_t>(facet)];
  };
  const auto one = [&](Facet facet, std::string_view value) {
    if (!value.empty()) values(facet).emplace_back(value);
  };
  one(Facet::kSource, article.source);
  one(Facet::kSection, article.section);
  one(Facet::kLanguage, article.language);
  one(Facet::kStatus, StatusName(article.status));
  if (article.published) one(Facet::kDateBasis, DateBasisName(article.published_basis));
  for (const Person& person : article.people) one(Facet::kPeople, person.name);
  values(Facet::kPlaces) = article.places;
  values(Facet::kOrganisations) = article.organisations;
  values(Facet::kSubjects) = article.subjects;
  return row;
}

void WriteColumns(const std::string& dir, std::vector<std::uint32_t> lengths) {
  ColumnsFile out(dir + "/" + kColumnsName);
  std::uint64_t documents = 0;
  WriteNumbers(dir, &out, &documents);
  lengths.resize(documents + 1);
  out.Write(SectionName('l'), AsBytes(lengths));
  WriteSketches(dir, &out);
  WriteEmbargoes(dir, &out);
  WriteTexts(dir, 'x', &ColumnRow::external_id, &out);
  WriteTexts(dir, 't', &ColumnRow::title, &out);
  for (std::size_t facet = 0; facet < kFacets; ++facet) WriteFacet(dir, facet, &out);
  out.Close(documents, SegmentDigest(dir));
}

struct Columns::State {
  // A column of texts.
  struct Texts {
    std::string_view bytes;
    std::span<const std::uint64_t> offsets;
    // Nothing where the file is damaged.
    std::string_view Get(std::uint32_t i) const {
      const std::uint64_t begin = offsets[i];
      const std::uint64_t end = offsets[i + 1];
      return begin <= end && end <= bytes.size() ? bytes.substr(begin, end - begin)
                                                 : std::string_view();
    }
  };
  struct FacetColumn {
    static constexpr std::size_t kAhead = 16;  // Documents.
    FacetHead head;
    std::span<const std::uint32_t> offsets;
    std::string_view numbers;
    Texts texts;

    template <class T>
    std::span<const T> Numbers() const {
      return {reinterpret_cast<const T*>(numbers.data()), numbers.size() / sizeof(T)};
    }
    // A number that is no value's says that there is none. (So does one that damage has made.)
    template <class T, class Take>
    void ForEachAs(std::uint32_t document, Take take) const {
      const auto all = Numbers<T>();
      const std::size_t begin = head.is_list == 0 ? document : offsets[document];
      const std::size_t end = head.is_list == 0 ? begin + 1 : offsets[document + 1];
      for (std::size_t i = begin; i < std::min(end, all.size()); ++i) {
        if (all[i] < head.values) take(all[i]);
      }
    }
    template <class T>
    std::int64_t Count(std::span<const std::uint32_t> documents, std::uint32_t* counts) const {
      return head.is_list == 0 ? CountOnes<T>(documents, counts) : CountLists<T>(documents, counts);
    }
    template <class T>
    std::int64_t CountOnes(std::span<const std::uint32_t> documents, std::uint32_t* counts) const {
      const T* const all = Numbers<T>().data();
      std::int64_t without = 0;
      for (const std::uint32_t document : documents) {
        if (all[document] < head.values) {
          ++counts[all[document]];
        } else {
          ++without;
        }
      }
      return without;
    }
    template <class T>
    std::int64_t CountLists(std::span<const std::uint32_t> documents, std::uint32_t* counts) const {
      const std::span<const T> all = Numbers<T>();
      const std::uint32_t* const begins = offsets.data();
      std::int64_t without = 0;
      for (std::size_t d = 0; d < documents.size(); ++d) {
        // Each document lies in lines of its own, twice: the place of its list, and the list. Both
        // are asked for long before they are needed (measured: half the time).
        if (d + 2 * kAhead < documents.size()) {
          __builtin_prefetch(begins + documents[d + 2 * kAhead]);
          __builtin_prefetch(all.data() + begins[documents[d + kAhead]]);
        }
        const std::size_t begin = begins[documents[d]];
        const std::size_t end = std::min<std::size_t>(begins[documents[d] + 1], all.size());
        if (begin >= end) ++without;
        for (std::size_t i = begin; i < end; ++i) {
          if (all[i] < head.values) ++counts[all[i]];
        }
      }
      return without;
    }
  };

  explicit State(const std::string& path) : file(path) {}

  std::string_view Find(std::array<char, 8> name) const {
    const auto it = sections.find(name);
    return it == sections.end() ? std::string_view() : it->second;
  }
  template <class T>
  std::span<const T> FindAs(std::array<char, 8> name) const {
    const std::string_view bytes = Find(name);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

  bool ReadDirectory(std::uint32_t expected_documents, std::uint64_t segment_digest);
  bool ReadTexts(char letter, std::size_t facet, std::size_t count, Texts* texts) const;
  bool ReadFacet(std::size_t facet);
  void ReadEmbargoes();
  bool ReadColumns();

  MappedFile file;
  std::map<std::array<char, 8>, std::string_view> sections;
  std::uint32_t documents = 0;
  std::span<const std::uint64_t> ids;
  std::span<const std::uint64_t> digests;
  std::span<const std::int32_t> days;
  std::span<const std::uint8_t> precisions;
  std::span<const std::uint32_t> lengths;
  std::span<const CopySketch> sketches;
  std::span<const std::uint64_t> stories;
  std::vector<Embargo> embargoes;
  Texts external_ids;
  Texts titles;
  std::array<FacetColumn, kFacets> facets;
};

bool Columns::State::ReadDirectory(std::uint32_t expected_documents, std::uint64_t segment_digest) {
  const std::string_view bytes = file.bytes();
  Header header;
  if (bytes.size() < sizeof header) return false;
  std::memcpy(&header, bytes.data() + bytes.size() - sizeof header, sizeof header);
  const std::size_t end = bytes.size() - sizeof header;
  if (header.magic != kMagic || header.documents != expected_documents ||
      header.segment_digest != segment_digest || header.sections > end / sizeof(Section)) {
    return false;
  }
  documents = expected_documents;
  for (std::size_t i = 0; i < header.sections; ++i) {
    Section section;
    std::memcpy(&section, bytes.data() + end - (header.sections - i) * sizeof section,
                sizeof section);
    if (section.offset > end || section.size > end - section.offset) return false;
    if (section.offset % 8 != 0) return false;
    sections[section.name] = bytes.substr(section.offset, section.size);
  }
  return true;
}

bool Columns::State::ReadTexts(char letter, std::size_t facet, std::size_t count,
                               Texts* texts) const {
  texts->bytes = Find(SectionName(letter, facet));
  texts->offsets = FindAs<std::uint64_t>(SectionName(static_cast<char>(letter - 'a' + 'A'), facet));
  return texts->offsets.size() == count + 1 && texts->offsets.back() == texts->bytes.size();
}

bool Columns::State::ReadFacet(std::size_t facet) {
  FacetColumn& column = facets[facet];
  std::string_view bytes = Find(SectionName('f', facet));
  if (bytes.empty()) return true;
  if (bytes.size() < sizeof column.head) return false;
  std::memcpy(&column.head, bytes.data(), sizeof column.head);
  bytes.remove_prefix(sizeof column.head);
  std::size_t numbers = documents + std::size_t{1};
  if (column.head.is_list != 0) {
    const std::size_t size = (documents + std::size_t{2}) * sizeof(std::uint32_t);
    if (bytes.size() < size) return false;
    column.offsets = {reinterpret_cast<const std::uint32_t*>(bytes.data()),
                      documents + std::size_t{2}};
    bytes.remove_prefix(size);
    numbers = column.offsets.back();
  }
  column.numbers = bytes;
  const std::size_t width = column.head.width;
  return (width == 1 || width == 2 || width == 4) && bytes.size() == numbers * width &&
         ReadTexts('v', facet, column.head.values, &column.texts);
}

void Columns::State::ReadEmbargoes() {
  ByteReader in(Find(SectionName('e')));
  while (!in.at_end()) {
    const std::uint64_t document = in.Number();
    const std::int64_t until = in.Signed();
    if (!in.ok() || document == 0 || document > documents) return;
    embargoes.push_back({static_cast<std::uint32_t>(document), until});
  }
}

bool Columns::State::ReadColumns() {
  ids = FindAs<std::uint64_t>(SectionName('i'));
  digests = FindAs<std::uint64_t>(SectionName('d'));
  days = FindAs<std::int32_t>(SectionName('y'));
  precisions = FindAs<std::uint8_t>(SectionName('p'));
  lengths = FindAs<std::uint32_t>(SectionName('l'));
  sketches = FindAs<CopySketch>(SectionName('k'));
  const std::size_t n = documents + std::size_t{1};
  stories = FindAs<std::uint64_t>(SectionName('s'));
  if (!sketches.empty() && sketches.size() != n) return false;
  if (!stories.empty() && stories.size() != n) return false;
  ReadEmbargoes();
  if (ids.size() != n || digests.size() != n || days.size() != n || precisions.size() != n ||
      lengths.size() != n) {
    return false;
  }
  if (!ReadTexts('x', 0, n, &external_ids) || !ReadTexts('t', 0, n, &titles)) return false;
  for (std::size_t facet = 0; facet < kFacets; ++facet) {
    if (!ReadFacet(facet)) return false;
  }
  return true;
}

Columns::Columns() = default;
Columns::~Columns() = default;

std::unique_ptr<Columns> Columns::Open(const std::string& segment_dir, std::uint32_t documents) {
  auto columns = std::unique_ptr<Columns>(new Columns);
  columns->state_ = std::make_unique<State>(segment_dir + "/" + kColumnsName);
  State& state = *columns->state_;
  if (!state.ReadDirectory(documents, SegmentDigest(segment_dir)) || !state.ReadColumns()) {
    throw Error(ExitCode::kIndex, segment_dir +
                                      ": its columns are damaged or of another segment; "
                                      "restore the index from a backup or rebuild it");
  }
  return columns;
}

std::uint32_t Columns::documents() const { return state_->documents; }
std::uint64_t Columns::id(std::uint32_t document) const { return state_->ids[document]; }
std::uint64_t Columns::digest(std::uint32_t document) const { return state_->digests[document]; }
std::int32_t Columns::day(std::uint32_t document) const { return state_->days[document]; }
std::span<const std::int32_t> Columns::days() const { return state_->days; }
Precision Columns::precision(std::uint32_t document) const {
  return static_cast<Precision>(
      std::min(state_->precisions[document], static_cast<std::uint8_t>(Precision::kSecond)));
}
std::uint32_t Columns::length(std::uint32_t document) const { return state_->lengths[document]; }
std::span<const std::uint32_t> Columns::lengths() const { return state_->lengths; }
const CopySketch& Columns::sketch(std::uint32_t document) const {
  static constexpr CopySketch kNone;
  return state_->sketches.empty() ? kNone : state_->sketches[document];
}
std::uint64_t Columns::story(std::uint32_t document) const {
  return state_->stories.empty() ? 0 : state_->stories[document];
}
const std::vector<Embargo>& Columns::embargoes() const { return state_->embargoes; }
std::string_view Columns::external_id(std::uint32_t document) const {
  return state_->external_ids.Get(document);
}
std::string_view Columns::title(std::uint32_t document) const {
  return state_->titles.Get(document);
}

std::uint32_t Columns::value_count(Facet facet) const {
  return state_->facets[static_cast<std::size_t>(facet)].head.values;
}

std::string_view Columns::value_text(Facet facet, std::uint32_t value) const {
  return state_->facets[static_cast<std::size_t>(facet)].texts.Get(value);
}

std::vector<std::uint32_t> Columns::values(Facet facet, std::uint32_t document) const {
  const State::FacetColumn& column = state_->facets[static_cast<std::size_t>(facet)];
  std::vector<std::uint32_t> found;
  const auto take = [&](std::uint32_t value) { found.push_back(value); };
  if (column.head.width == 1) column.ForEachAs<std::uint8_t>(document, take);
  if (column.head.width == 2) column.ForEachAs<std::uint16_t>(document, take);
  if (column.head.width == 4) column.ForEachAs<std::uint32_t>(document, take);
  return found;
}

bool Columns::has_value(Facet facet, std::uint32_t document) const {
  return !values(facet, document).empty();
}

std::int64_t Columns::Count(Facet facet, std::span<const std::uint32_t> documents,
                            std::vector<std::uint32_t>* counts) const {
  const State::FacetColumn& column = state_->facets[static_cast<std::size_t>(facet)];
  counts->assign(column.head.values, 0);
  switch (column.head.width) {
    case 1:
      return column.Count<std::uint8_t>(documents, counts->data());
    case 2:
      return column.Count<std::uint16_t>(documents, counts->data());
    case 4:
      return column.Count<std::uint32_t>(documents, counts->data());
    default:
      return static_cast<std::int64_t>(documents.size());
  }
}

}  // namespace backfile
