// The built-in table, folded and sorted, and the user's in front of it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/source_name.h"

#include <algorithm>
#include <array>

#include "article/text.h"

namespace backfile {

namespace {

struct Spelling {
  std::string_view folded;
  std::string_view name;
};
// Initials are in it only where one source is known by them the world over.
// clang-format off
constexpr auto kSpellings = std::to_array<Spelling>({
    {"aa", "Anadolu Agency"},
    {"aap", "AAP"},
    {"afp", "Agence France-Presse"},
    {"afp news", "Agence France-Presse"},
    {"afpcom", "Agence France-Presse"},
    {"agence belga", "Belga"},
    {"agence france presse", "Agence France-Presse"},
    {"agencia efe", "EFE"},
    {"agencia lusa", "Lusa"},
    {"agenzia nazionale stampa associata", "ANSA"},
    {"al jazeera", "Al Jazeera"},
    {"al jazeera english", "Al Jazeera"},
    {"algemeen nederlands persbureau", "ANP"},
    {"aljazeera", "Al Jazeera"},
    {"aljazeeracom", "Al Jazeera"},
    {"ana mpe", "ANA-MPE"},
    {"anadolu", "Anadolu Agency"},
    {"anadolu agency", "Anadolu Agency"},
    {"anadolu ajansi", "Anadolu Agency"},
    {"ani", "ANI"},
    {"anp", "ANP"},
    {"ansa", "ANSA"},
    {"ansait", "ANSA"},
    {"ap", "Associated Press"},
    {"ap news", "Associated Press"},
    {"apa", "APA"},
    {"apa austria presse agentur", "APA"},
    {"apnewscom", "Associated Press"},
    {"asian news international", "ANI"},
    {"associated press", "Associated Press"},
    {"associated press news", "Associated Press"},
    {"athens macedonian news agency", "ANA-MPE"},
    {"athens news agency", "ANA-MPE"},
    {"athens news agency macedonian press agency", "ANA-MPE"},
    {"australian associated press", "AAP"},
    {"austria presse agentur", "APA"},
    {"bbc", "BBC News"},
    {"bbc news", "BBC News"},
    {"bbc news online", "BBC News"},
    {"bbccom", "BBC News"},
    {"bbccouk", "BBC News"},
    {"belga", "Belga"},
    {"belga news agency", "Belga"},
    {"bloomberg", "Bloomberg"},
    {"bloomberg lp", "Bloomberg"},
    {"bloomberg news", "Bloomberg"},
    {"bloombergcom", "Bloomberg"},
    {"business wire", "Business Wire"},
    {"businesswire", "Business Wire"},
    {"businesswirecom", "Business Wire"},
    {"cable news network", "CNN"},
    {"canadian press", "The Canadian Press"},
    {"ceska tiskova kancelar", "ČTK"},
    {"cnn", "CNN"},
    {"cnn digital", "CNN"},
    {"cnncom", "CNN"},
    {"cp", "The Canadian Press"},
    {"ctk", "ČTK"},
    {"daily telegraph", "The Daily Telegraph"},
    {"deutsche presse agentur", "dpa"},
    {"deutsche welle", "Deutsche Welle"},
    {"dow jones", "Dow Jones Newswires"},
    {"dow jones news service", "Dow Jones Newswires"},
    {"dow jones newswires", "Dow Jones Newswires"},
    {"dpa deutsche presse agentur gmbh", "dpa"},
    {"dpa infocom", "dpa"},
    {"dpacom", "dpa"},
    {"dw", "Deutsche Welle"},
    {"dwcom", "Deutsche Welle"},
    {"editioncnncom", "CNN"},
    {"efe", "EFE"},
    {"efe news service", "EFE"},
    {"efecom", "EFE"},
    {"europa press", "Europa Press"},
    {"europapress", "Europa Press"},
    {"europapresses", "Europa Press"},
    {"financial times", "Financial Times"},
    {"fox news", "Fox News"},
    {"fox news channel", "Fox News"},
    {"fox news network", "Fox News"},
    {"foxnewscom", "Fox News"},
    {"ft", "Financial Times"},
    {"ftcom", "Financial Times"},
    {"guardian", "The Guardian"},
    {"guardian unlimited", "The Guardian"},
    {"guardiancouk", "The Guardian"},
    {"ians", "IANS"},
    {"independentcouk", "The Independent"},
    {"indo asian news service", "IANS"},
    {"interfax", "Interfax"},
    {"interfax information services", "Interfax"},
    {"interfax news agency", "Interfax"},
    {"itar tass", "TASS"},
    {"jiji", "Jiji Press"},
    {"jiji press", "Jiji Press"},
    {"keystone sda", "Keystone-SDA"},
    {"kyodo", "Kyodo News"},
    {"kyodo news", "Kyodo News"},
    {"kyodo news service", "Kyodo News"},
    {"la presse canadienne", "The Canadian Press"},
    {"la times", "Los Angeles Times"},
    {"latimescom", "Los Angeles Times"},
    {"los angeles times", "Los Angeles Times"},
    {"lusa", "Lusa"},
    {"lusa agencia de noticias", "Lusa"},
    {"magyar tavirati iroda", "MTI"},
    {"mti", "MTI"},
    {"national public radio", "NPR"},
    {"new china news agency", "Xinhua"},
    {"new york times", "The New York Times"},
    {"new york times company", "The New York Times"},
    {"norsk telegrambyra", "NTB"},
    {"npr", "NPR"},
    {"npr online news", "NPR"},
    {"nprorg", "NPR"},
    {"ntb", "NTB"},
    {"ntb norsk telegrambyra", "NTB"},
    {"ny times", "The New York Times"},
    {"nyt", "The New York Times"},
    {"nytimescom", "The New York Times"},
    {"pa", "PA Media"},
    {"pa media", "PA Media"},
    {"pa media group", "PA Media"},
    {"pa news", "PA Media"},
    {"pap", "PAP"},
    {"polska agencja prasowa", "PAP"},
    {"pr newswire", "PR Newswire"},
    {"press association", "PA Media"},
    {"press trust of india", "PTI"},
    {"prnewswire", "PR Newswire"},
    {"prnewswirecom", "PR Newswire"},
    {"pti", "PTI"},
    {"reuters", "Reuters"},
    {"reuters news", "Reuters"},
    {"reuters news agency", "Reuters"},
    {"reuterscom", "Reuters"},
    {"ritzau", "Ritzau"},
    {"ritzau bureau", "Ritzau"},
    {"ritzaus bureau", "Ritzau"},
    {"rtrs", "Reuters"},
    {"schweizerische depeschenagentur", "Keystone-SDA"},
    {"sda", "Keystone-SDA"},
    {"sda ats", "Keystone-SDA"},
    {"stt", "STT"},
    {"stt lehtikuva", "STT"},
    {"suomen tietotoimisto", "STT"},
    {"tass", "TASS"},
    {"tass russian news agency", "TASS"},
    {"tasscom", "TASS"},
    {"telegraphcouk", "The Daily Telegraph"},
    {"the associated press", "Associated Press"},
    {"the canadian press", "The Canadian Press"},
    {"the daily telegraph", "The Daily Telegraph"},
    {"the financial times", "Financial Times"},
    {"the guardian", "The Guardian"},
    {"the independent", "The Independent"},
    {"the new york times", "The New York Times"},
    {"the new york times company", "The New York Times"},
    {"the press association", "PA Media"},
    {"the telegraph", "The Daily Telegraph"},
    {"the times of london", "The Times of London"},
    {"the wall street journal", "The Wall Street Journal"},
    {"the washington post", "The Washington Post"},
    {"theguardiancom", "The Guardian"},
    {"thomson reuters", "Reuters"},
    {"tidningarnas telegrambyra", "TT"},
    {"times of london", "The Times of London"},
    {"tt", "TT"},
    {"tt nyhetsbyran", "TT"},
    {"united press international", "UPI"},
    {"upi", "UPI"},
    {"upicom", "UPI"},
    {"usa today", "USA Today"},
    {"usatoday", "USA Today"},
    {"usatodaycom", "USA Today"},
    {"wall street journal", "The Wall Street Journal"},
    {"wapo", "The Washington Post"},
    {"washington post", "The Washington Post"},
    {"washingtonpostcom", "The Washington Post"},
    {"wp company llc", "The Washington Post"},
    {"wsj", "The Wall Street Journal"},
    {"wsjcom", "The Wall Street Journal"},
    {"xinhua", "Xinhua"},
    {"xinhua news agency", "Xinhua"},
    {"xinhuanet", "Xinhua"},
    {"yonhap", "Yonhap"},
    {"yonhap news", "Yonhap"},
    {"yonhap news agency", "Yonhap"},
});
// clang-format on
static_assert(std::ranges::is_sorted(kSpellings, {}, &Spelling::folded));

}  // namespace

void SourceNames::Add(std::string_view spelling, std::string_view name) {
  added_.insert_or_assign(FoldForCompare(Trim(spelling)), Squeeze(name));
}

int SourceNames::AddLines(std::string_view text) {
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (Trim(line).empty() || Trim(line).starts_with('#')) continue;
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || Trim(line.substr(0, equals)).empty()) return number;
    const std::string_view name = line.substr(0, equals);
    Add(name, name);
    for (const std::string& spelling : SplitList(line.substr(equals + 1), "|")) Add(spelling, name);
  }
  return 0;
}

std::string SourceNames::Canonical(std::string_view spelling) const {
  const std::string folded = FoldForCompare(Trim(spelling));
  if (const auto own = added_.find(folded); own != added_.end()) return own->second;
  const auto it =
      std::ranges::lower_bound(kSpellings, std::string_view(folded), {}, &Spelling::folded);
  const bool is_known = it != kSpellings.end() && it->folded == folded;
  return is_known ? std::string(it->name) : std::string(spelling);
}

}  // namespace backfile
