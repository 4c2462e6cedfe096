// Prints how alike each pair of records is, for learning by what two reports are taken for one
// occurrence (scripts/occurrences.py fit). stdin: a line per record, the day its document was
// published (may be empty), a tab and the record as JSON. stdout: a header, then a line for each
// pair that may join: numbers of both lines from 0, kinds, told, home, within, features.
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "corpus/occurrence.h"
#include "lexicon/lexicon.h"
#include "store/event_parse.h"

int main(int argc, char** argv) {
  using bongsu::corpus::Mention;
  using bongsu::corpus::OccurrenceModel;
  if (argc != 2) {
    std::cerr << "usage: occurrence_pairs DATA < records\n";
    return 2;
  }
  const auto lexicon = bongsu::lexicon::Lexicon::Compile({argv[1], {}});
  if (!lexicon) {
    std::cerr << lexicon.error().message() << "\n";
    return 1;
  }
  const OccurrenceModel model(**lexicon);
  std::vector<std::optional<Mention>> mentions;
  for (std::string line; std::getline(std::cin, line);) {
    const size_t tab = line.find('\t');
    const auto event = tab == std::string::npos ? bongsu::store::ParseEvent("")
                                                : bongsu::store::ParseEvent(line.substr(tab + 1));
    if (!event) {
      std::cerr << "line " << mentions.size() + 1 << ": " << event.error().message() << "\n";
      return 1;
    }
    mentions.push_back(model.MentionOf(*event, line.substr(0, tab)));
  }
  std::string header = "a\tb\tkinds\ttold\thome\twithin";
  for (const auto name : bongsu::corpus::FeatureNames()) header += "\t" + std::string(name);
  std::cout << header << "\n";
  for (size_t i = 0; i < mentions.size(); ++i)
    for (size_t j = 0; j < i; ++j) {
      if (!mentions[i] || !mentions[j]) continue;
      const auto match = model.Compare(*mentions[j], *mentions[i]);
      if (!match) continue;
      const auto [first, second] = std::minmax(mentions[i]->kind, mentions[j]->kind);
      std::cout << j << '\t' << i << '\t' << first << '+' << second << '\t' << match->told << '\t'
                << match->home << '\t' << match->within;
      for (const double value : match->features) std::cout << '\t' << value;
      std::cout << '\n';
    }
  return 0;
}
