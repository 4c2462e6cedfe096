#include "base/small_vector.h"

#include <gtest/gtest.h>

#include <numeric>

namespace bongsu::base {
namespace {

TEST(SmallVector, KeepsItsElementsAcrossTheLimit) {
  SmallVector<int, 3> v;
  EXPECT_TRUE(v.empty());
  for (int n = 1; n <= 8; ++n) {
    v.push_back(n);
    ASSERT_EQ(v.size(), static_cast<size_t>(n));
    EXPECT_EQ(v.front(), 1);
    EXPECT_EQ(v.back(), n);
    EXPECT_EQ(std::accumulate(v.begin(), v.end(), 0), n * (n + 1) / 2);
  }
  for (int n = 7; n >= 1; --n) {
    v.pop_back();
    ASSERT_EQ(v.size(), static_cast<size_t>(n));
    EXPECT_EQ(v.back(), n);
    EXPECT_EQ(std::accumulate(v.begin(), v.end(), 0), n * (n + 1) / 2);
  }
}

TEST(SmallVector, CopiesAndMovesOnBothSidesOfTheLimit) {
  for (const int size : {2, 5}) {
    SmallVector<int, 3> v;
    for (int n = 0; n < size; ++n) v.push_back(n);
    SmallVector<int, 3> copy = v;
    copy.push_back(9);
    EXPECT_EQ(v.size(), static_cast<size_t>(size));
    const SmallVector<int, 3> moved = std::move(copy);
    ASSERT_EQ(moved.size(), static_cast<size_t>(size) + 1);
    EXPECT_EQ(moved[static_cast<size_t>(size)], 9);
    EXPECT_EQ(moved[0], 0);
  }
}

}  // namespace
}  // namespace bongsu::base
