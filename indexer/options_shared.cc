// Options that several verbs have.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/options_shared.h"

#include <algorithm>

#include "article/charset.h"
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

}  // namespace

CLI::Validator SizeWithUnit() {
  const auto read = [](std::string& text) {
    if (text != "none") return CLI::AsSizeValue(false)(text);
    text = "0";
    return std::string();
  };
  return CLI::Validator(read, "SIZE");
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
    const Setting& setting = *std::ranges::find(Settings(), limit.key, &Setting::key);
    const auto set = [&limit, limits](const std::string& text) {
      SetLimit(limit, ParseLimit(limit, text), limits);
    };
    const std::string help(setting.help);
    verb->add_option_function<std::string>(std::string(setting.option), set,
                                           help + " (" + std::string(setting.default_text) + ")")
        ->type_name(setting.kind == SettingKind::kSize ? "SIZE" : "N")
        ->group("Limits");
  }
}

}  // namespace backfile
