// A CGI program that shows what it was given, reads or tries to change the file that its query names, or ends in the way its path asks for.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

static int cat(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) return printf("errno %d\n", errno);
  char block[4096];
  for (size_t taken; (taken = fread(block, 1, sizeof block, file)) > 0;) fwrite(block, 1, taken, stdout);
  return fclose(file);
}

static int list(const char *path) {
  DIR *folder = opendir(path);
  if (!folder) return printf("errno %d\n", errno);
  for (struct dirent *entry; (entry = readdir(folder));)
    if (entry->d_name[0] != '.') puts(entry->d_name);
  return closedir(folder);
}

static int change(const char *path) {
  printf("write %d", open(path, O_WRONLY) < 0 ? errno : 0);
  printf(" truncate %d", open(path, O_RDONLY | O_TRUNC) < 0 ? errno : 0);
  printf(" create %d", open("/new", O_WRONLY | O_CREAT, 0666) < 0 ? errno : 0);
  printf(" unlink %d", unlink(path) < 0 ? errno : 0);
  printf(" rename %d", rename(path, "/new") < 0 ? errno : 0);
  return printf(" mkdir %d\n", mkdir("/new", 0777) < 0 ? errno : 0);
}

int main(int count, char **arguments) {
  const char *path = getenv("PATH_INFO");
  if (!path) path = "";
  if (!strcmp(path, "/location")) { puts("Location: /elsewhere\n"); return 0; }
  if (!strcmp(path, "/location-status")) { puts("location: /elsewhere\nstatus: 308\n"); return 0; }
  if (!strcmp(path, "/status")) { puts("Status: 404 Not Found\nContent-Type: text/plain\n\nnone"); return 0; }
  if (!strcmp(path, "/bad-status")) { puts("status: many\ncontent-type: text/plain\n"); return 0; }
  if (!strcmp(path, "/neither")) { puts("x-other: 1\n\nbody"); return 0; }
  if (!strcmp(path, "/both")) { puts("location: /\ncontent-type: text/plain\n"); return 0; }
  if (!strcmp(path, "/no-end")) { fputs("content-type: text/plain\n", stdout); return 0; }
  if (!strcmp(path, "/no-colon")) { puts("nonsense\n"); return 0; }
  if (!strcmp(path, "/empty")) return 0;
  if (!strcmp(path, "/crlf")) { fputs("content-type: text/plain\r\nx-one: 1\r\n\r\na\r\nb", stdout); return 0; }
  if (!strcmp(path, "/exit-0")) { puts("content-type: text/plain\n\nexited"); exit(0); }
  if (!strcmp(path, "/exit-3")) { puts("content-type: text/plain\n\nexited"); exit(3); }
  if (!strcmp(path, "/return-4")) return 4;
  if (!strcmp(path, "/trap")) __builtin_trap();
  if (!strcmp(path, "/flood")) {
    puts("content-type: text/plain\n");
    for (;;) puts("0123456789012345678901234567890123456789");
  }

  puts("content-type: text/plain\n");
  if (!strcmp(path, "/cat")) return cat(getenv("QUERY_STRING")) < 0;
  if (!strcmp(path, "/ls")) return list(getenv("QUERY_STRING")) < 0;
  if (!strcmp(path, "/change")) return change(getenv("QUERY_STRING")) < 0;
  for (int i = 0; i < count; i++) printf("argument %s\n", arguments[i]);
  for (char **variable = environ; *variable; variable++) printf("%s\n", *variable);
  fputs("to the log\n", stderr);
  char block[4096];
  for (size_t taken; (taken = fread(block, 1, sizeof block, stdin)) > 0;) fwrite(block, 1, taken, stdout);
  return 0;
}
