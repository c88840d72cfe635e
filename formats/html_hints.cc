// Words within names, by what they hint at. English, as the names in pages of all languages are.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_hints.h"

#include <algorithm>
#include <array>
#include <bit>

#include "formats/phrase_finder.h"

namespace backfile {

namespace {

struct Hint {
  std::string_view word;
  int group;
};
constexpr auto kHintWords = std::to_array<Hint>({
    {"article", 0},      {"story", 0},       {"post", 1},        {"entry", 1},
    {"blog", 1},         {"content", 2},     {"body", 2},        {"text", 2},
    {"copy", 2},         {"main", 2},        {"prose", 2},       {"comment", 3},
    {"disqus", 3},       {"respond", 3},     {"reply", 3},       {"discuss", 3},
    {"feedback", 3},     {"related", 4},     {"recommend", 4},   {"more", 4},
    {"similar", 4},      {"popular", 4},     {"trending", 4},    {"also", 4},
    {"teaser", 4},       {"most", 4},        {"latest", 4},      {"next", 4},
    {"prev", 4},         {"share", 5},       {"sharing", 5},     {"social", 5},
    {"facebook", 5},     {"twitter", 5},     {"follow", 5},      {"whatsapp", 5},
    {"advert", 6},       {"ad-", 6},         {"ads", 6},         {"sponsor", 6},
    {"banner", 6},       {"dfp", 6},         {"promo", 6},       {"newsletter", 7},
    {"subscri", 7},      {"signup", 7},      {"sign-up", 7},     {"paywall", 7},
    {"login", 7},        {"register", 7},    {"donat", 7},       {"email", 7},
    {"nav", 8},          {"menu", 8},        {"crumb", 8},       {"tabs", 8},
    {"toolbar", 8},      {"pager", 8},       {"pagination", 8},  {"skip", 8},
    {"foot", 9},         {"copyright", 9},   {"legal", 9},       {"disclaimer", 9},
    {"side", 10},        {"aside", 10},      {"rail", 10},       {"widget", 10},
    {"secondary", 10},   {"author", 11},     {"byline", 11},     {"bio", 11},
    {"contributor", 11}, {"writer", 11},     {"profile", 11},    {"date", 12},
    {"time", 12},        {"meta", 12},       {"info", 12},       {"publish", 12},
    {"caption", 13},     {"credit", 13},     {"photo", 13},      {"image", 13},
    {"media", 13},       {"gallery", 13},    {"video", 13},      {"figure", 13},
    {"slide", 13},       {"img", 13},        {"audio", 13},      {"player", 13},
    {"tag", 14},         {"topic", 14},      {"categor", 14},    {"keyword", 14},
    {"label", 14},       {"title", 15},      {"head", 15},       {"hidden", 16},
    {"hide", 16},        {"sr-only", 16},    {"visually", 16},   {"screen-reader", 16},
    {"modal", 16},       {"popup", 16},      {"overlay", 16},    {"dialog", 16},
    {"cookie", 16},      {"consent", 16},    {"gdpr", 16},       {"quote", 17},
    {"pull", 17},        {"embed", 17},      {"tweet", 17},      {"inset", 17},
    {"infobox", 17},     {"factbox", 17},    {"callout", 17},    {"list", 18},
    {"item", 18},        {"card", 18},       {"grid", 18},       {"feed", 18},
    {"stream", 18},      {"archive", 18},    {"lead", 19},       {"intro", 19},
    {"summary", 19},     {"standfirst", 19}, {"dek", 19},        {"abstract", 19},
    {"excerpt", 19},     {"subtitle", 19},   {"subhead", 19},    {"descri", 19},
    {"para", 20},        {"wysiwyg", 20},    {"editor", 20},     {"rich", 20},
    {"field", 20},       {"rating", 21},     {"review", 21},     {"vote", 21},
    {"like", 21},        {"poll", 21},       {"recirc", 22},     {"inline", 22},
    {"link", 22},        {"reference", 22},  {"footnote", 22},   {"source", 22},
    {"search", 23},      {"form", 23},       {"input", 23},      {"filter", 23},
    {"product", 24},     {"shop", 24},       {"price", 24},      {"buy", 24},
    {"store", 24},       {"correction", 25}, {"disclosure", 25}, {"tool", 25},
    {"action", 25},      {"button", 25},     {"btn", 25},        {"control", 25},
    {"print", 25},
});

constexpr PhraseFinder kFinder([] {
  std::array<std::string_view, kHintWords.size()> words{};
  std::ranges::transform(kHintWords, words.begin(), &Hint::word);
  return words;
}());

}  // namespace

HintMask HintsIn(std::string_view name) {
  constexpr std::size_t kLongest = 200;
  const auto found = kFinder.FindIn(name.substr(0, kLongest));
  HintMask mask = 0;
  for (std::size_t w = 0; w < found.size(); ++w) {
    for (std::uint64_t bits = found[w]; bits != 0; bits &= bits - 1) {
      mask |= HintMask{1}
              << kHintWords[w * 64 + static_cast<std::size_t>(std::countr_zero(bits))].group;
    }
  }
  return mask;
}

}  // namespace backfile
