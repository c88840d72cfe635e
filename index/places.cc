// Places: entries, then the offset of each entry (Fixed64), then their number (Fixed64).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/places.h"

#include <algorithm>

#include "article/bytes.h"

namespace backfile {

namespace {
constexpr const char* kPlacesName = "places";
}  // namespace

Places::Places(const std::string& dir) : file_(dir + "/" + kPlacesName) {}

void WritePlaces(const std::string& dir, const std::vector<CopyPlace>& places) {
  std::string entries;
  std::string offsets;
  for (const CopyPlace& place : places) {
    ByteWriter(&offsets).Fixed64(entries.size());
    ByteWriter out(&entries);
    out.Fixed64(place.id);
    out.Text(place.locator.archive);
    PackLocator(place.locator, &out);
    out.Number(place.is_anew ? 1 : 0);
  }
  ByteWriter(&offsets).Fixed64(places.size());
  FileWriter file(dir + "/" + kPlacesName);
  file.Append(entries);
  file.Append(offsets);
  file.Close();
}

namespace {

// The index at the end of a places file.
struct PlacesIndex {
  std::string_view bytes;
  std::size_t count = 0;
  explicit PlacesIndex(std::string_view file) : bytes(file) {
    if (file.size() < 8) return;
    const std::uint64_t n = ByteReader(file.substr(file.size() - 8)).Fixed64();
    if (n <= (file.size() - 8) / 8) count = static_cast<std::size_t>(n);
  }
  CopyPlace Get(std::size_t i) const {
    const std::size_t table = bytes.size() - 8 - count * 8;
    const std::uint64_t at = ByteReader(bytes.substr(table + i * 8, 8)).Fixed64();
    ByteReader in(bytes.substr(std::min<std::uint64_t>(at, table), table));
    CopyPlace place;
    place.id = in.Fixed64();
    const std::string archive(in.Text());
    place.locator = UnpackLocator(&in);
    place.locator.archive = archive;
    place.is_anew = in.Number() != 0;
    return place;
  }
};

}  // namespace

bool Places::Find(std::uint64_t id, std::vector<Locator>* found) const {
  const PlacesIndex index(file_.bytes());
  std::size_t low = 0;
  for (std::size_t high = index.count; low < high;) {
    const std::size_t middle = (low + high) / 2;
    if (index.Get(middle).id < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  std::vector<CopyPlace> said;
  for (; low < index.count && index.Get(low).id == id; ++low) said.push_back(index.Get(low));
  const bool anew = std::ranges::any_of(said, &CopyPlace::is_anew);
  if (anew) found->clear();
  for (const CopyPlace& place : said) {
    if (place.is_anew == anew) found->push_back(place.locator);
  }
  return anew;
}

void OverlayPlaces(const std::vector<CopyPlace>& more, std::vector<CopyPlace>* places) {
  std::vector<std::uint64_t> anew;
  for (const CopyPlace& place : more) {
    if (place.is_anew) anew.push_back(place.id);
  }
  std::erase_if(*places,
                [&](const CopyPlace& p) { return std::ranges::binary_search(anew, p.id); });
  const std::vector<CopyPlace> before = *places;
  for (CopyPlace place : more) {
    // Beside all places of an article, a further one is one of all of them.
    const auto known = std::ranges::lower_bound(before, place.id, {}, &CopyPlace::id);
    const bool is_known = known != before.end() && known->id == place.id;
    place.is_anew = place.is_anew || (is_known && known->is_anew);
    places->push_back(std::move(place));
  }
  std::ranges::sort(*places);
}

void Places::ForEach(const std::function<void(const CopyPlace&)>& take) const {
  const PlacesIndex index(file_.bytes());
  for (std::size_t i = 0; i < index.count; ++i) take(index.Get(i));
}

}  // namespace backfile
