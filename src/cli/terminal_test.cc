#include "cli/terminal.h"

#include <gtest/gtest.h>

namespace bongsu::cli {
namespace {

TEST(ProgressLineTest, SaysHowFarHowFastAndHowLong) {
  EXPECT_EQ(ProgressLine("ingest", {1200, 6'940'000, 812}, 5000, 5),
            "ingest  1200/5000 documents  6.9 MB  812 events  240/s  0:15 left");
}

TEST(ProgressLineTest, NoGuessBeforeTheFirstSecondOrPastTheEnd) {
  EXPECT_EQ(ProgressLine("ingest", {1, 0, 0}, 5, 0),
            "ingest  1/5 documents  0.0 MB  0 events  0/s");
  EXPECT_EQ(ProgressLine("ingest", {6, 0, 0}, 5, 1),
            "ingest  6/5 documents  0.0 MB  0 events  6/s");
}

}  // namespace
}  // namespace bongsu::cli
