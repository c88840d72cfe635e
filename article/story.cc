// What a story is known by.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/story.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

#include "article/digest.h"
#include "article/text.h"

namespace backfile {

namespace {

bool IsAddress(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

// Names that mean the same whoever uses them.
bool IsGlobal(std::string_view text) {
  return IsAddress(text) || text.starts_with("urn:") || text.starts_with("tag:");
}

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// Parameters that say from where a reader came, not what is read.
bool IsTracking(std::string_view parameter) {
  constexpr std::array<std::string_view, 8> kNames = {
      "fbclid=", "gclid=", "ref=", "mc_cid=", "mc_eid=", "cmpid=", "ocid=", "ns_source="};
  return parameter.starts_with("utm_") ||
         std::ranges::any_of(kNames, [&](auto name) { return parameter.starts_with(name); });
}

std::string KeptParameters(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view one = query.substr(0, end);
    if (!one.empty() && !IsTracking(one)) kept += (kept.empty() ? "?" : "&") + std::string(one);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return kept;
}

std::uint64_t KeyOf(std::string_view source, std::string_view identity) {
  FieldDigest digest;
  digest.Add("story");
  if (IsAddress(identity)) {
    digest.Add(CanonicalAddress(identity));
  } else if (IsGlobal(identity)) {
    digest.Add(identity);
  } else if (source.empty()) {
    return 0;
  } else {
    digest.Add(FoldForCompare(source));
    digest.Add(identity);
  }
  return std::max<std::uint64_t>(1, digest.value());
}

std::int64_t SecondsOf(const std::optional<PartialDate>& date) {
  if (!date) return std::numeric_limits<std::int64_t>::min();
  return date->last().time_since_epoch().count();
}

bool IsNumber(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string CanonicalAddress(std::string_view url) {
  url = url.substr(0, url.find('#'));
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const std::size_t question = std::min(url.find('?'), url.size());
  const std::string_view query = url.substr(std::min(question + 1, url.size()));
  url = url.substr(0, question);
  const std::size_t slash = std::min(url.find('/'), url.size());
  std::string host = LowerAscii(url.substr(0, slash));
  std::string_view path = url.substr(slash);
  if (host.starts_with("www.")) host.erase(0, 4);
  for (const std::string_view name : {"/index.html", "/index.htm", "/index.php", "/amp", "/"}) {
    while (path.ends_with(name)) path.remove_suffix(name.size());
  }
  return host + std::string(path) + KeptParameters(query);
}

std::uint64_t StoryKey(const Article& article) {
  for (const std::string* identity : {&article.story, &article.external_id, &article.url}) {
    if (!identity->empty()) return KeyOf(article.source, *identity);
  }
  return 0;
}

bool IsOlderVersion(std::string_view a, std::string_view b) {
  const auto rank = [](std::string_view version) {
    return version.empty() ? 0 : IsNumber(version) ? 1 : 2;
  };
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (rank(a) != 1) return a < b;
  const auto digits = [](std::string_view number) {
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
    return std::pair(number.size(), number);
  };
  return digits(a) < digits(b);
}

VersionRank RankOf(const Article& article, std::uint64_t digest) {
  return {article.version, SecondsOf(article.modified), SecondsOf(article.captured),
          SecondsOf(article.published), digest};
}

bool IsOlder(const VersionRank& a, const VersionRank& b) {
  if (IsOlderVersion(a.version, b.version)) return true;
  if (IsOlderVersion(b.version, a.version)) return false;
  const auto rest = [](const VersionRank& rank) {
    return std::tie(rank.modified, rank.captured, rank.published, rank.digest);
  };
  return rest(a) < rest(b);
}

bool IsWithdrawal(const Article& article) {
  return article.status == Status::kCanceled || article.status == Status::kWithheld;
}

bool IsDeclaredVersion(const Article& article) {
  return (!article.version.empty() && !article.captured) || IsWithdrawal(article);
}

}  // namespace backfile
