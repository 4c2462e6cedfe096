#include "cli/command.h"

int main(int argc, char** argv) { return bongsu::cli::Main(argc, argv); }
