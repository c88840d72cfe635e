// Acronyms that a text defines, and those that only look defined.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/acronym.h"

#include "tests/support/catch.h"

using namespace backfile;

namespace {

std::string Defined(std::string_view text) {
  Words words;
  ScanWords(text, &words);
  std::vector<Acronym> acronyms;
  FindAcronyms(words, &acronyms);
  std::string all;
  for (const Acronym& acronym : acronyms)
    all += (all.empty() ? "" : "; ") + acronym.short_form + " = " + acronym.long_form;
  return all;
}

}  // namespace

TEST_CASE("an acronym is defined by the words before or inside the brackets", "[acronym]") {
  const auto [text, defined] = GENERATE(table<std::string, std::string>({
      {"Fighters of the Syrian Democratic Forces (SDF) left.", "SDF = Syrian Democratic Forces"},
      {"The Ministry of Defence (MoD) said so.", "MoD = Ministry of Defence"},
      {"The SFO (Serious Fraud Office) looked.", "SFO = Serious Fraud Office"},
      {"The UN High Commissioner for Refugees (UNHCR) met.",
       "UNHCR = UN High Commissioner for Refugees"},
      {"the Organization of the Petroleum Exporting Countries (OPEC)",
       "OPEC = Organization of the Petroleum Exporting Countries"},
      {"the Bureau of Alcohol, Tobacco, Firearms and Explosives (ATF)",
       "ATF = Alcohol, Tobacco, Firearms and Explosives"},
      {"Médecins Sans Frontières (MSF) sent a team.", "MSF = Médecins Sans Frontières"},
      {"Radio Telefís Éireann (RTÉ) showed it.", "RTÉ = Radio Telefís Éireann"},
      {"an electroencephalogram (EEG) showed it", "EEG = electroencephalogram"},
      {"60,000 barrels per day (bpd) of oil", "bpd = barrels per day"},
      {"the Environmental Protection Agency, or EPA, did not",
       "EPA = Environmental Protection Agency"},
      {"the National Farm Board (the “NFB”) met", "NFB = National Farm Board"},
  }));
  CAPTURE(text);
  CHECK(Defined(text) == defined);
}

TEST_CASE("a plural short form defines the singular, a possessive ending is dropped", "[acronym]") {
  CHECK(Defined("improvised explosive devices (IEDs) were found") ==
        "IED = improvised explosive devices");
  CHECK(Defined("the Ministry of Defence’s (MoD’s) budget") == "MoD = Ministry of Defence");
  CHECK(Defined("the Workers' Aid Fund's (WAF) cash") == "WAF = Workers' Aid Fund");
}

TEST_CASE("what stands in brackets is mostly no acronym", "[acronym]") {
  const std::string text = GENERATE(
      "Hargreaves (52), of Leeds", "Sen. Carla Dunning (D) voted", "Rep. Hays (R-Ohio) spoke",
      "LONDON (Reuters) - Oil rose", "Shares in Helix (HLX) rose", "met in Geneva (Switzerland)",
      "the minister (MP) agreed", "Kurdistan Workers' Party (PKK)", "camps (all of them) were full",
      "he rose (up 3%) again", "(SDF)", "SDF ()", "( (", "a television (TV) set");
  CAPTURE(text);
  CHECK(Defined(text) == "");
}

TEST_CASE("each definition is given once, each sense of an acronym apart", "[acronym]") {
  CHECK(Defined("Central Bank (CB). Central Bank (CB). City Baths (CB).") ==
        "CB = Central Bank; CB = City Baths");
}
