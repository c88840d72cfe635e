// Words that tell what stands beside them: titles, roles, verbs of speech, parts of names.
//
// English, lower case, parted by spaces. A word may stand in several lists.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <string_view>

#include "article/lexicon.h"

namespace backfile {

struct WordList {
  WordClasses classes;
  std::string_view words;
};

inline constexpr std::array kWordLists = {
    WordList{
        kTitle | kHonorific,
        "mr mrs ms miss mx messrs mme mlle dr drs prof sir dame lord lady madam rev reverend hon "
        "fr st saint sheikh sheik señor sr sra herr frau monsieur madame hajji haji mullah"},
    WordList{
        kTitle,
        "professor baroness baron col colonel gen general maj major capt captain lt lieutenant "
        "sgt sergeant cpl corporal pte pvt private spc pc dc det insp inspector supt "
        "superintendent constable cmdr cdr commander adm admiral brig brigadier commodore "
        "sen senator sens senators rep representative reps representatives congressman "
        "congresswoman councillor councilman councilwoman assemblyman assemblywoman gov "
        "governor govs pres president premier chancellor minister secretary king queen prince "
        "princess duke duchess earl count countess viscount marquess emperor empress tsar pope "
        "cardinal bishop archbishop father imam ayatollah emir sultan judge justice ambassador "
        "mayor marshal sister brother rabbi pastor hon comrade sheriff deputy detective officer "
        "agent coach chairman chairwoman ceo consul attorney speaker commissioner ensign airman "
        "marshall mp msp"},
    WordList{kRoyalTitle,
             "sir dame king queen prince princess pope emperor empress lady saint st tsar sultan "
             "emir sister brother father sheikh"},
    WordList{
        kRole,
        "president premier minister secretary director spokesman spokeswoman spokesperson "
        "chairman chairwoman chairperson chair chief leader coach manager striker midfielder "
        "defender captain goalkeeper analyst economist lawyer attorney judge senator actor "
        "actress singer author writer editor professor researcher founder co-founder cofounder "
        "executive officer commander governor mayor mp msp ambassador commissioner candidate "
        "champion winger keeper dealer trader prosecutor counsel journalist reporter driver "
        "rider seed sprinter boxer doctor scientist teacher producer designer presenter "
        "comedian ceo cfo cto coo co-ceo head boss owner envoy adviser advisor aide strategist "
        "consultant engineer architect photographer correspondent columnist critic broadcaster "
        "host anchor commentator pundit correspondent historian lecturer dean principal "
        "headteacher chancellor provost curator librarian archivist biologist chemist "
        "physicist psychologist psychiatrist physician surgeon nurse midwife dentist vet "
        "activist campaigner organiser organizer volunteer lobbyist diplomat negotiator consul "
        "detective inspector superintendent sergeant constable sheriff deputy agent colonel "
        "general major lieutenant admiral brigadier marshal soldier pilot astronaut sailor "
        "quarterback linebacker pitcher catcher forward guard center centre cornerback receiver "
        "safety tackle batsman bowler cricketer footballer golfer cyclist swimmer jockey "
        "referee umpire player playmaker skipper trainer rapper musician guitarist drummer "
        "bassist pianist composer conductor dancer choreographer model poet novelist "
        "playwright screenwriter filmmaker artist painter sculptor illustrator chef "
        "restaurateur entrepreneur businessman businesswoman tycoon billionaire investor "
        "banker broker accountant auditor treasurer chairmen member representative delegate "
        "congressman congresswoman councillor councilman councilwoman assemblyman legislator "
        "lawmaker politician parliamentarian bishop archbishop priest vicar rector pastor "
        "rabbi imam cleric cardinal monk nun chaplain student pupil farmer fisherman builder "
        "electrician plumber mechanic shopkeeper publican landlord resident supervisor "
        "coordinator co-ordinator administrator partner co-author co-chair co-chairman "
        "vice-president vice-chairman undersecretary speaker whip convener coroner magistrate "
        "solicitor barrister qc kc justice clerk bureaucrat official ombudsman regulator "
        "inspector-general director-general secretary-general attorney-general "
        "superstar star frontman vocalist bandmate blogger vlogger influencer youtuber "
        "developer programmer hacker publisher specialist expert scholar fellow "
        "neuroscientist epidemiologist geologist meteorologist astronomer mathematician "
        "mogul magnate heir heiress matriarch patriarch veteran defendant suspect "
        "widow ex-wife ex-husband"},
    WordList{kRoleModifier,
             "former ex late acting deputy vice assistant associate senior junior chief lead "
             "interim current new incoming outgoing then veteran retired prime first second third "
             "honorary emeritus joint co general managing executive foreign home shadow under "
             "principal special top longtime long-time fellow ex-head head star rookie "
             "self-styled self-proclaimed opposition rebel state federal national regional local"},
    WordList{
        kParticle,
        "de da di van von der den bin ibn al el la le du dos das do y e abu bint ben ter ten af "
        "zu te del della dela dello bar ul ur"},
    WordList{kSpeechVerb,
             "said says say told tells added adds asked asks replied insisted insists admitted "
             "claimed claims warned warns wrote writes explained explains argued argues stated "
             "states recalled announced tweeted commented testified noted notes confirmed thinks "
             "believes beat scored acknowledged conceded declared denied suggested agreed"},
    WordList{
        kOrganisationWord,
        "inc corp corporation co ltd limited plc llc llp ag sa nv gmbh spa group holdings bank "
        "university college school institute institution ministry department agency "
        "association council committee party union federation confederation club united city fc "
        "rovers wanderers court commission hospital church company industries international "
        "airlines airways motors times post news journal tribune herald press foundation trust "
        "society force forces army navy police board office league cup authority bureau "
        "center centre house museum theatre theater team records award awards act prize "
        "productions studios pictures entertainment media network networks technologies systems "
        "software partners capital ventures associates brothers bros services solutions "
        "agence pharmaceuticals laboratories labs medical clinic academy orchestra band fund"},
    WordList{
        kPlaceWord,
        "open street road avenue boulevard lane square airport park river lake lakes mountain "
        "mountains mount hill hills valley island islands beach bay sea ocean gulf cape county "
        "province district state republic kingdom stadium arena hotel hall bridge tower castle "
        "palace prison building tower mint north south east west northern southern eastern western "
        "central coast "
        "peninsula desert forest falls creek canyon heights station square plaza"},
    WordList{kPlacePreposition, "in at from near to into across outside inside around throughout"},
    WordList{
        kCalendar,
        "january february march april may june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug "
        "sept sep oct nov dec"},
    WordList{
        kKin,
        "son daughter wife husband father mother brother sister uncle aunt cousin niece nephew "
        "girlfriend boyfriend partner fiancee fiance fiancé fiancée grandson granddaughter "
        "grandfather grandmother widow friend colleague"},
    WordList{
        kFunctionWord,
        "the a an of to in on at by for with from as into onto over under about after before "
        "between against during without within through and or but nor so if than that which "
        "who whom whose when where while because since until though although is are was were "
        "be been being am has have had having do does did will would shall should can could "
        "may might must not no it its he him his she her hers they them their theirs we us our "
        "ours i me my mine you your yours this these those there here what how why all any "
        "both each few more most other some such only own same too very just also then now "
        "earlier later meanwhile however yesterday today tonight last next according despite like "
        "unlike even still one two three four five six seven eight nine ten n't 's"},
};

}  // namespace backfile
