// Options that several verbs have.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/options_shared.h"

#include <algorithm>
#include <memory>

#include "article/charset.h"
#include "article/units.h"
#include "article/zone.h"
#include "index/config.h"
#include "indexer/limit_settings.h"
#include "indexer/sources.h"

namespace backfile {

namespace {

std::vector<std::string> FormatNames() {
  std::vector<std::string> names;
  for (const Format& format : Formats()) names.emplace_back(format.name);
  return names;
}

const char* TypeName(SettingKind kind) {
  if (kind == SettingKind::kSize) return "SIZE";
  return kind == SettingKind::kDuration ? "TIME" : "N";
}

// The option of a setting, with its help.
void AddLimit(CLI::App* verb, std::string_view key,
              const std::function<void(const std::string&)>& set) {
  const Setting& setting = *std::ranges::find(Settings(), key, &Setting::key);
  const std::string help(setting.help);
  verb->add_option_function<std::string>(std::string(setting.option), set,
                                         help + " (" + std::string(setting.default_text) + ")")
      ->type_name(TypeName(setting.kind))
      ->group("Limits");
}

}  // namespace

CLI::Validator SizeWithUnit() {
  const auto read = [](std::string& text) {
    if (text != "none") return CLI::AsSizeValue(false)(text);
    text = "0";
    return std::string();
  };
  return CLI::Validator(read, "SIZE");
}

void AddTimeOption(CLI::App* verb, const char* name, const char* help, std::chrono::seconds* time) {
  const std::string option = name;
  const auto set = [option, time](const std::string& text) {
    const auto span = ParseDuration(text);
    if (!span) throw CLI::ValidationError(option, "write a time, such as 90s or 1h: " + text);
    *time = *span;
  };
  verb->add_option_function<std::string>(option, set, help)->type_name("TIME");
}

void AddIndexOption(CLI::App* verb, std::string* index_dir) {
  verb->add_option("-d,--index", *index_dir, "Folder of the index")->required()->type_name("DIR");
}

void AddReadOptions(CLI::App* verb, ReadOptions* read) {
  verb->add_option("--source", read->source, "Source of articles that do not name theirs")
      ->type_name("NAME");
  verb->add_option("--read-as", read->format, "Read everything as this format")
      ->check(CLI::IsMember(FormatNames()))
      ->type_name("NAME");
  verb->add_option("--charset", read->charset,
                   "Character set of text that does not declare its own")
      ->check(CLI::Validator(CharsetFault, ""))
      ->type_name("NAME");
  verb->add_option_function<std::string>(
          "--map", [read](const std::string& path) { read->map = ReadFieldMap(path); },
          "Where JSON keeps its fields (TOML: title = \"headline.main\")")
      ->type_name("FILE");
  verb->add_flag("--no-analysis", read->is_plain,
                 "Only what the files say; no names, quotes, dates or copies out of the text");
  verb->add_option("--zone", read->zone, "Time zone of times without one")
      ->check(CLI::Validator(ZoneFault, ""))
      ->type_name("AREA/CITY");
}

void AddLimitOptions(CLI::App* verb, Limits* limits) {
  for (const LimitSetting& limit : LimitSettings()) {
    AddLimit(verb, limit.key, [&limit, limits](const std::string& text) {
      SetLimit(limit, ParseLimit(limit, text), limits);
    });
  }
}

void AddWorkerOptions(CLI::App* verb, WorkerLimits* limits) {
  const auto config = std::make_shared<Config>();
  for (const std::string_view key : kWorkerSettings) {
    AddLimit(verb, key, [config, key, limits](const std::string& text) {
      config->Set(key, text, "command line");
      *limits = WorkerLimitsOf(*config);
    });
  }
}

}  // namespace backfile
