#include "coding/trace.h"

namespace bongsu::coding {

std::string RenderTrace(const Trace& trace) {
  std::string out;
  for (const SentenceTrace& s : trace.sentences) {
    out += "[" + s.block + " " + std::to_string(s.source.begin) + "-" +
           std::to_string(s.source.end) + "] " + s.text + "\n";
    for (const language::Token& t : s.tokens)
      out +=
          "  word      " + s.text.substr(t.text.begin, t.text.size()) + "  =  " + t.reading + "\n";
    for (const InstanceTrace& i : s.instances) {
      out += "  predicate " + i.trigger + "\n";
      if (!i.frame.empty()) out += "    frame     " + i.frame + "  (" + i.entry + ")\n";
      if (!i.subject.empty()) out += "    subject   " + i.subject + "\n";
      for (const std::string& a : i.arguments) out += "    argument  " + a + "\n";
      for (const std::string& f : i.features) out += "    says      " + f + "\n";
      if (!i.parent.empty()) out += "    under     " + i.parent + "\n";
      if (!i.rule.empty()) out += "    rule      " + i.rule + "\n";
      out += "    outcome   " + i.outcome + "\n";
    }
    out += "  => " + s.outcome + "\n\n";
  }
  return out;
}

}  // namespace bongsu::coding
