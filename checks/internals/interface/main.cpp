#include <cstring>
#include <gradproof/checks/internals/interface/library.hpp>

int main(int argc, char** argv) {
  for (const Twin& twin : twins())
    if (argc == 2 && std::strcmp(twin.name, argv[1]) == 0) return twin.run(), failures != 0;
  std::cerr << "expected the name of a twin:";
  for (const Twin& twin : twins()) std::cerr << ' ' << twin.name;
  std::cerr << '\n';
  return 2;
}
