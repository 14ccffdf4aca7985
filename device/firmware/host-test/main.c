#include "check.h"

static const struct {
  const char *name;
  void (*run)(void);
} tests[] = {
    {"vectors.json", test_vectors},       {"host lines", test_host_line}, {"buttons", test_buttons},
    {"press queue", test_press_queue},    {"boot nonce", test_boot_nonce}, {"lamps", test_lamps},
    {"panel", test_panel},                {"noise", test_noise_on_the_line},
};

int main(void) {
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
    tests[i].run();
    printf("ok %s\n", tests[i].name);
  }
  return 0;
}
