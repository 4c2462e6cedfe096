// From clauses to records. Per sentence: the analyser's predicates are given frames (entry
// conditions), roles (who did, to whom), a reading under what embeds them (codebook section 5), and
// a rule; per document: restatements of one act become one record, statements find what they are
// about, ids are set.
#include "coding/coder.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "coding/confidence.h"
#include "coding/dates.h"
#include "coding/draft.h"
#include "coding/entities.h"
#include "coding/frames.h"
#include "coding/merge.h"
#include "coding/outlets.h"
#include "coding/quantities.h"
#include "coding/sentence_coder.h"
#include "coding/things.h"
#include "coding/trace.h"
#include "language/ko/analyser.h"
#include "lexicon/lexicon.h"
#include "text/sentence.h"

namespace bongsu::coding {
namespace {

// Everything one language needs.
struct Language {
  Language(const lexicon::Lexicon& lexicon, std::unique_ptr<language::Analyser> a,
           std::string home_country)
      : analyser(std::move(a)),
        home(std::move(home_country)),
        resolver(lexicon, analyser->lang()),
        frames(lexicon, analyser->lang()),
        things(lexicon, analyser->lang()),
        domains(lexicon, analyser->lang()),
        dates(lexicon, analyser->lang()),
        quantities(lexicon, analyser->lang()),
        predicates(lexicon.table(std::string(analyser->lang()) + ".predicates")) {}
  std::unique_ptr<language::Analyser> analyser;
  std::string home;  // the country that a paper of the language means by "the government"
  EntityResolver resolver;
  Frames frames;
  ThingFinder things;
  DomainCounter domains;
  DateFinder dates;
  QuantityFinder quantities;
  lexicon::Table predicates;
};

// The sections of a document that speak of something else than politics; all of them when the
// document does.
std::vector<bool> ApoliticalSections(const Document& document, const DomainCounter& domains) {
  std::vector<DomainCount> sections;
  DomainCount all;
  for (const Block& b : document.blocks) {
    if (b.section >= sections.size()) sections.resize(b.section + 1);
    const DomainCount count = domains.Count(b.text);
    sections[b.section] += count;
    all += count;
  }
  const auto is_apolitical = [](const DomainCount& c) {
    return c.apolitical >= 3 && c.apolitical > c.political;
  };
  std::vector<bool> out;
  for (const DomainCount& c : sections) out.push_back(is_apolitical(all) || is_apolitical(c));
  return out;
}

// The country that a paper of the language means by "the government" (data/homes.tsv).
std::string HomeOf(const lexicon::Lexicon& lexicon, std::string_view lang) {
  const lexicon::Table homes = lexicon.table("homes");
  for (size_t r = 0; r < homes.rows(); ++r)
    if (homes.cell(r, 0) == lang) return std::string(homes.cell(r, 1));
  return {};
}

bool IsTelegraphic(BlockKind kind) {
  return kind == BlockKind::kTitle || kind == BlockKind::kHeading || kind == BlockKind::kListItem ||
         kind == BlockKind::kTableCell || kind == BlockKind::kCaption;
}

// The sentences of a block; a headline's parts on both sides of an ellipsis are statements of their
// own ("北, 도로 폭파…軍, 대응 사격").
std::vector<ByteSpan> Statements(const Block& block) {
  std::vector<ByteSpan> sentences = text::SplitSentences(block.text);
  if (!IsTelegraphic(block.kind)) return sentences;
  constexpr std::string_view kEllipsis = "…";
  std::vector<ByteSpan> parts;
  for (const ByteSpan& s : sentences) {
    uint32_t begin = s.begin;
    while (true) {
      const std::string_view rest = std::string_view(block.text).substr(begin, s.end - begin);
      const size_t at = rest.find(kEllipsis);
      if (at == std::string_view::npos) break;
      if (at > 0) parts.push_back({begin, begin + static_cast<uint32_t>(at)});
      begin += static_cast<uint32_t>(at + kEllipsis.size());
    }
    if (begin < s.end) parts.push_back({begin, s.end});
  }
  return parts;
}

}  // namespace

struct Coder::Impl {
  explicit Impl(const lexicon::Lexicon& lexicon) : confidence(lexicon), outlets(lexicon) {
    languages.emplace("ko", std::make_unique<Language>(lexicon, language::ko::MakeAnalyser(lexicon),
                                                       HomeOf(lexicon, "ko")));
  }
  std::string Home(const Document& document, const Language& language) const;
  std::unordered_map<std::string, std::unique_ptr<Language>> languages;
  ConfidenceModel confidence;
  Outlets outlets;
};

// Whom "our government" means: the outlet's country, else that of the language's papers.
std::string Coder::Impl::Home(const Document& document, const Language& language) const {
  const Outlet* outlet = outlets.Of(document);
  const bool speaks = outlet != nullptr && outlet->kind != "aggregator" && outlet->kind != "social";
  return speaks ? std::string(outlet->country) : language.home;
}

Coder::Coder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Coder::~Coder() = default;

Result<std::unique_ptr<Coder>> Coder::Create(const lexicon::Lexicon& lexicon) {
  return std::unique_ptr<Coder>(new Coder(std::make_unique<Impl>(lexicon)));
}

bool Coder::HasAnalyser(const std::string& lang) const { return impl_->languages.contains(lang); }

Coded Coder::Code(const Document& document, Trace* trace) const {
  Coded coded;
  const auto it = impl_->languages.find(document.lang);
  if (it == impl_->languages.end()) {
    coded.note =
        "no analyser yet for " + (document.lang.empty() ? std::string("und") : document.lang);
    return coded;
  }
  const Language& language = *it->second;
  SentenceCoder sentences(document, *language.analyser, language.resolver, language.frames,
                          language.things, language.dates, language.quantities, language.predicates,
                          impl_->Home(document, language), trace);
  std::vector<Draft> drafts;
  const std::vector<bool> apolitical = ApoliticalSections(document, language.domains);
  uint32_t section = 0;
  std::set<std::string_view>
      seen;  // a sentence that stands twice (excerpt, feature_text) is read once
  for (size_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    if (block.section != section) {
      section = block.section;
      sentences.NewSection();
    }
    if (apolitical[block.section]) {
      sentences.Skip(b, "sport, markets, shows or trade, not politics");
      continue;
    }
    for (const ByteSpan span : Statements(block)) {
      const std::string_view sentence =
          std::string_view(block.text).substr(span.begin, span.size());
      if (!seen.insert(sentence).second) continue;
      sentences.Code(b, span, IsTelegraphic(block.kind), drafts);
    }
  }
  return FinishDocument(document, std::move(drafts), impl_->confidence, trace);
}

}  // namespace bongsu::coding
