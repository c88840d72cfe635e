// Columns read through a mapping.
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
#include "index/columns_format.h"
#include "index/files.h"

namespace backfile {

namespace {

constexpr std::array<std::string_view, kFacets> kFacetNames = {
    "source",        "people",   "section",    "language", "places",
    "organisations", "subjects", "date-basis", "status"};

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

ColumnRow MakeColumnRow(const Article& article, bool with_sketch) {
  ColumnRow row;
  row.id = IdNumber(article.id);
  if (article.published) {
    const auto days = std::chrono::sys_days(article.published->day()).time_since_epoch();
    row.day = static_cast<std::int32_t>(days.count());
    row.precision = article.published->precision();
  }
  if (with_sketch) row.sketch = MakeCopySketch(article.body);
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
  ColumnsTrailer trailer;
  if (bytes.size() < sizeof trailer) return false;
  std::memcpy(&trailer, bytes.data() + bytes.size() - sizeof trailer, sizeof trailer);
  const std::size_t end = bytes.size() - sizeof trailer;
  if (trailer.magic != kColumnsMagic || trailer.documents != expected_documents ||
      trailer.segment_digest != segment_digest || trailer.sections > end / sizeof(ColumnsSection)) {
    return false;
  }
  documents = expected_documents;
  for (std::size_t i = 0; i < trailer.sections; ++i) {
    ColumnsSection section;
    std::memcpy(&section, bytes.data() + end - (trailer.sections - i) * sizeof section,
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
  texts->offsets = FindAs<std::uint64_t>(SectionName(OffsetsOf(letter), facet));
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
