// The files of alerts, and what is new of each.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/alerts.h"

#include <simdjson.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <utility>

#include "article/bytes.h"
#include "article/digest.h"
#include "article/json.h"
#include "article/text.h"
#include "index/files.h"
#include "index/seal.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

constexpr const char* kQuestion = ".json";
constexpr const char* kTold = ".told";
constexpr std::size_t kMostNews = 100'000;  // Shown of one run; the rest is counted.

bool IsName(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return !name.empty() && name.size() <= 100 && name.front() != '.' &&
         std::ranges::all_of(name, fits);
}

bool ReadAlert(const std::string& path, Alert* alert) {
  simdjson::padded_string text;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::string_view name;
  std::string_view query;
  std::string_view made;
  const bool ok = simdjson::padded_string::load(path).get(text) == simdjson::SUCCESS &&
                  parser.parse(text).get(root) == simdjson::SUCCESS &&
                  root["name"].get(name) == simdjson::SUCCESS &&
                  root["query"].get(query) == simdjson::SUCCESS &&
                  root["made"].get(made) == simdjson::SUCCESS &&
                  IsAsWritten(text, root, {"name", "query", "made"});
  if (ok) *alert = {std::string(name), std::string(query), std::string(made)};
  return ok;
}

std::string XmlText(std::string_view text) {
  std::string out;
  for (const char c : CleanUtf8(text)) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

// When it was published, if that is known to the day; else when the alert was made.
std::string UpdatedOf(const Hit& hit, const Alert& alert) {
  return hit.date.size() == 10 ? hit.date + "T00:00:00Z" : alert.made;
}

// `categories`: elements, each on a line.
std::string AtomEntry(const Hit& hit, const std::string& updated, const std::string& articles,
                      const std::string& categories = "") {
  std::string entry = " <entry>\n  <id>urn:backfile:" + XmlText(hit.id.substr(3)) + "</id>\n";
  entry += "  <title>" + XmlText(hit.title) + "</title>\n";
  entry += "  <updated>" + updated + "</updated>\n" + categories;
  if (!articles.empty()) entry += "  <link href=\"" + XmlText(articles + hit.id) + "\"/>\n";
  if (!hit.source.empty()) {
    entry += "  <author><name>" + XmlText(hit.source) + "</name></author>\n";
  }
  entry += "  <summary>" + XmlText(hit.snippet.text) + "</summary>\n </entry>\n";
  return entry;
}

// `name`: what follows urn:backfile: in its id.
std::string FeedHead(const std::string& name, const std::string& title,
                     const std::string& updated) {
  std::string feed =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
  feed += " <id>urn:backfile:" + XmlText(name) + "</id>\n";
  feed += " <title>" + XmlText(title) + "</title>\n";
  feed += " <author><name>Backfile</name></author>\n";
  return feed + " <updated>" + updated + "</updated>\n";
}

// By article, the alerts that it is news of: an id may stand in a feed once.
std::map<std::string, std::string> CategoriesOf(const std::vector<AlertNews>& all) {
  std::map<std::string, std::string> categories;
  for (const AlertNews& news : all) {
    const std::string category = "  <category term=\"" + XmlText(news.alert.name) + "\"/>\n";
    for (const Hit& hit : news.result.hits) {
      std::string& of_hit = categories[hit.id];
      if (!of_hit.ends_with(category)) of_hit += category;
    }
  }
  return categories;
}

}  // namespace

AlertBook::AlertBook(const std::string& home) : dir_(home.empty() ? "" : home + "/alerts") {}

void AlertBook::RequireHome() const {
  if (!dir_.empty()) return;
  throw Error(ExitCode::kUsage,
              "alert: alerts are kept in the folder of one index, and several are searched here; "
              "name one of them alone");
}

std::string AlertBook::PathOf(const std::string& name, const char* ending) const {
  return dir_ + "/" + name + ending;
}

std::vector<Alert> AlertBook::List(std::vector<std::string>* unreadable) const {
  std::vector<Alert> alerts;
  for (const std::string& name : NamesIn(dir_)) {
    const fs::path path = fs::path(dir_) / name;
    if (path.extension() != kQuestion) continue;
    Alert alert;
    if (ReadAlert(path, &alert)) {
      alerts.push_back(std::move(alert));
    } else {
      unreadable->push_back(path);
    }
  }
  std::ranges::sort(alerts, {}, &Alert::name);
  return alerts;
}

void AlertBook::Add(const Alert& alert, const std::vector<std::uint64_t>& told) {
  RequireHome();
  if (!IsName(alert.name)) {
    throw Error(ExitCode::kUsage,
                "alert: a name has letters, digits, '-', '_' and '.': not \"" + alert.name + "\"");
  }
  if (fs::exists(PathOf(alert.name, kQuestion))) {
    throw Error(ExitCode::kUsage, "alert: there is one called " + alert.name +
                                      "; `alert rm` it first, or take another name");
  }
  if (fs::create_directories(dir_)) chmod(dir_.c_str(), 0700);
  SetTold(alert.name, told);
  std::string text;
  JsonObject json(&text);
  json.Text("name", alert.name);
  json.Text("query", alert.query);
  json.Text("made", alert.made);
  json.Close();
  ReplaceFile(PathOf(alert.name, kQuestion), Sealed(text) + "\n");
}

std::unique_ptr<IndexLock> AlertBook::Lock(int wait_seconds) const {
  std::error_code error;
  if (!fs::is_directory(dir_, error)) return nullptr;
  try {
    return std::make_unique<IndexLock>(dir_, "alert run", wait_seconds);
  } catch (const Error& held) {
    if (held.code() != ExitCode::kTryLater) throw;
    throw Error(ExitCode::kTryLater, "alert: another run is telling the news; " + dir_ +
                                         "/lock names it, and it is not done yet");
  }
}

void AlertBook::RequireName(const std::string& name) const {
  if (IsName(name) && fs::exists(PathOf(name, kQuestion))) return;
  throw Error(ExitCode::kUsage, "alert: there is none called " + name);
}

void AlertBook::Remove(const std::string& name) {
  RequireName(name);
  fs::remove(PathOf(name, kQuestion));
  fs::remove(PathOf(name, kTold));
}

std::vector<std::uint64_t> AlertBook::Told(const std::string& name) const {
  std::vector<std::uint64_t> ids;
  if (!fs::exists(PathOf(name, kTold))) return ids;
  const MappedFile file(PathOf(name, kTold));
  for (ByteReader in(file.bytes()); in.ok() && in.left() >= 8;) ids.push_back(in.Fixed64());
  std::ranges::sort(ids);
  return ids;
}

void AlertBook::SetTold(const std::string& name, const std::vector<std::uint64_t>& ids) {
  std::string bytes;
  ByteWriter out(&bytes);
  for (const std::uint64_t id : ids) out.Fixed64(id);
  ReplaceFile(PathOf(name, kTold), bytes);
}

AlertNews NewsOf(const Alert& alert, const AlertBook& book, SearchRequest request,
                 Searcher* searcher) {
  request.query = alert.query;
  request.sort = Sort::kNewest;
  request.limit = kMostNews;
  request.offset = 0;
  const std::vector<std::uint64_t> told = book.Told(alert.name);
  const std::vector<std::uint64_t> now = searcher->MatchingIds(request);
  AlertNews news{.alert = alert, .result = {}, .told = {}};
  std::ranges::set_difference(now, told, std::back_inserter(request.among));
  std::ranges::set_union(now, told, std::back_inserter(news.told));
  if (request.among.empty()) return news;
  news.result = searcher->Run(request);
  return news;
}

std::string AtomFeed(const Alert& alert, const SearchResult& news, const std::string& articles) {
  std::string updated = alert.made;
  for (const Hit& hit : news.hits) updated = std::max(updated, UpdatedOf(hit, alert));
  std::string feed = FeedHead("alert:" + alert.name, alert.name + ": " + alert.query, updated);
  for (const Hit& hit : news.hits) feed += AtomEntry(hit, UpdatedOf(hit, alert), articles);
  return feed + "</feed>\n";
}

std::string AtomFeed(const std::vector<AlertNews>& all, const std::vector<std::string>& names,
                     const std::string& now) {
  std::string of;
  for (const std::string& name : names) of += (of.empty() ? "" : ",") + name;
  std::string feed = FeedHead(of.empty() ? "alerts" : "alert:" + of,
                              of.empty() ? "Backfile alerts" : "Backfile alerts: " + of, now);
  std::map<std::string, std::string> categories = CategoriesOf(all);
  for (const AlertNews& news : all) {
    for (const Hit& hit : news.result.hits) {
      const std::string of_hit = std::exchange(categories[hit.id], "");
      if (of_hit.empty()) continue;  // It stands above already.
      feed += AtomEntry(hit, UpdatedOf(hit, news.alert), "", of_hit);
    }
  }
  return feed + "</feed>\n";
}

void SendMail(const std::string& program, const std::string& to, const std::string& subject,
              const std::string& text) {
  // The address is no word of the command: sendmail -t takes it from the mail.
  const std::string command = "exec '" + program + "' -t -i";
  if (program.find('\'') != std::string::npos) throw Error(ExitCode::kUsage, "alerts.sendmail");
  std::signal(SIGPIPE, SIG_IGN);  // A program that does not read on is an error, not our end.
  std::FILE* mail = popen(command.c_str(), "w");
  if (mail == nullptr) throw Error(ExitCode::kTryLater, program + " cannot be started");
  const std::string all = "To: " + Printable(to) + "\nSubject: " + Printable(subject) +
                          "\nContent-Type: text/plain; charset=utf-8\n\n" + text;
  const bool sent = std::fwrite(all.data(), 1, all.size(), mail) == all.size();
  if (pclose(mail) != 0 || !sent) throw Error(ExitCode::kTryLater, program + " refused the mail");
}

}  // namespace backfile
