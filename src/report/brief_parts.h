// The parts of a brief, each from what the builder chose; a part without blocks is left out.
#ifndef BONGSU_REPORT_BRIEF_PARTS_H_
#define BONGSU_REPORT_BRIEF_PARTS_H_

#include "report/brief.h"
#include "report/brief_builder.h"

namespace bongsu::report {

BriefPart HeadlinePart(BriefBuilder& builder);
// Of the headline: what changed since material().last or last_day; none of them: nothing.
std::vector<BriefBlock> ChangeBlocks(BriefBuilder& builder);
BriefPart KeyEventsPart(BriefBuilder& builder);
BriefPart StatementsPart(BriefBuilder& builder);
BriefPart TransfersPart(BriefBuilder& builder);
BriefPart MeetingsPart(BriefBuilder& builder);
BriefPart CommitmentsPart(BriefBuilder& builder);
BriefPart PlannedPart(BriefBuilder& builder);
BriefPart SeriesPart(BriefBuilder& builder);
BriefPart TablePart(BriefBuilder& builder);
BriefPart BackgroundPart(BriefBuilder& builder);
BriefPart UnknownPart(BriefBuilder& builder);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_PARTS_H_
