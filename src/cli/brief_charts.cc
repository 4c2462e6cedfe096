#include "cli/brief_charts.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/file.h"
#include "report/brief_render.h"
#include "report/chart_svg.h"

namespace bongsu::cli {
namespace {

// A name as the target of a link: every byte but RFC 3986's unreserved ones as %XX.
std::string Encoded(const std::string& name) {
  std::string out;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

std::string ChartPath(const std::string& output, const std::string& chart) {
  const std::filesystem::path path(output);
  return (path.parent_path() / (path.stem().string() + "-" + chart + ".svg")).string();
}

std::string ChartImage(const std::string& output, const report::BriefChart& chart) {
  const std::filesystem::path path(ChartPath(output, chart.id));
  return "![" + report::EscapeMarkdown(chart.title) + "](" + Encoded(path.filename().string()) +
         ")";
}

Status WriteCharts(const std::string& output, const report::Brief& brief,
                   const report::Phrases& phrases) {
  for (const report::BriefPart& part : brief.parts)
    for (const report::BriefBlock& block : part.blocks)
      if (block.kind == report::BriefBlockKind::kChart)
        BONGSU_RETURN_IF_ERROR(base::WriteFileAtomically(
            ChartPath(output, block.chart.id), report::ChartSvgFile(block.chart, phrases)));
  return {};
}

}  // namespace bongsu::cli
