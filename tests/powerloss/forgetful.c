// A file system in memory that forgets what was not flushed, as a disk does when the power fails.
//
// Every file has two contents and every folder two lists of names: what programs see, and what is on the "disk". fsync(2) of a file copies its content to the disk; fsync(2) of a folder copies
// its names. A file's name is not on the disk before its folder was flushed, as POSIX has it; some file systems promise more.
//
// Writing "cut SEED" to the file .power cuts the power. With seed 0 all that was not flushed is gone. With another seed chance decides, as it does in life: all names or those on the disk; and for
// each file the new content, the old one, or a mixture by pages of 4 KiB.
//
// Usage: forgetful FOLDER    Mounts in the foreground, single-threaded; SIGTERM or umount ends it. Built with: cc forgetful.c $(pkg-config --cflags --libs fuse3)
#define FUSE_USE_VERSION 31
#define _GNU_SOURCE
#include <errno.h>
#include <fuse.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096
#define POWER "/.power"

struct node;

struct entry {
  char *name;
  struct node *node;
};

struct names {
  struct entry *items;
  size_t count;
};

struct content {
  unsigned char *bytes;
  size_t size;
};

struct node {
  ino_t number;
  mode_t mode;
  uid_t owner;
  gid_t group;
  struct timespec changed;
  struct names seen_names, disk_names;
  struct content seen, disk;
  // What a program sees from here to there may differ from the disk. A flush that copied the whole of a file of 100 MB took longer than the program's own work.
  size_t changed_from, changed_to;
  bool is_reached;
};

static struct node **nodes;
static size_t node_count;
static struct node *root;

// Nodes are never freed, since a handle may point to one that has no name any more; the content of those without a name is freed when the power is cut.
static struct node *make_node(mode_t mode) {
  struct node *node = calloc(1, sizeof *node);
  nodes = realloc(nodes, (node_count + 1) * sizeof *nodes);
  if (!node || !nodes) abort();
  nodes[node_count++] = node;
  node->number = node_count;
  node->mode = mode;
  clock_gettime(CLOCK_REALTIME, &node->changed);
  return node;
}

static void copy_content(struct content *to, const struct content *from) {
  to->bytes = realloc(to->bytes, from->size ? from->size : 1);
  if (!to->bytes) abort();
  if (from->size) memcpy(to->bytes, from->bytes, from->size);
  to->size = from->size;
}

static void resize(struct content *content, size_t size) {
  content->bytes = realloc(content->bytes, size ? size : 1);
  if (!content->bytes) abort();
  if (size > content->size) memset(content->bytes + content->size, 0, size - content->size);
  content->size = size;
}

static void note_change(struct node *node, size_t from, size_t to) {
  if (from >= to) return;
  if (node->changed_from >= node->changed_to) node->changed_from = from, node->changed_to = to;
  if (from < node->changed_from) node->changed_from = from;
  if (to > node->changed_to) node->changed_to = to;
}

static void resize_seen(struct node *node, size_t size) {
  note_change(node, node->seen.size, size);
  resize(&node->seen, size);
}

static void flush(struct node *node) {
  size_t end = node->changed_to < node->seen.size ? node->changed_to : node->seen.size;
  resize(&node->disk, node->seen.size);
  if (node->changed_from < end) memcpy(node->disk.bytes + node->changed_from, node->seen.bytes + node->changed_from, end - node->changed_from);
  node->changed_from = node->changed_to = 0;
}

static void copy_names(struct names *to, const struct names *from) {
  for (size_t i = 0; i < to->count; i++) free(to->items[i].name);
  to->items = realloc(to->items, (from->count ? from->count : 1) * sizeof *to->items);
  if (!to->items) abort();
  for (size_t i = 0; i < from->count; i++) to->items[i] = (struct entry){strdup(from->items[i].name), from->items[i].node};
  to->count = from->count;
}

static struct entry *find_name(const struct names *names, const char *name, size_t length) {
  for (size_t i = 0; i < names->count; i++)
    if (strlen(names->items[i].name) == length && !memcmp(names->items[i].name, name, length)) return &names->items[i];
  return NULL;
}

static void add_name(struct node *folder, const char *name, struct node *node) {
  struct names *names = &folder->seen_names;
  names->items = realloc(names->items, (names->count + 1) * sizeof *names->items);
  if (!names->items) abort();
  names->items[names->count++] = (struct entry){strdup(name), node};
}

static void remove_name(struct node *folder, const char *name) {
  struct names *names = &folder->seen_names;
  struct entry *entry = find_name(names, name, strlen(name));
  free(entry->name);
  *entry = names->items[--names->count];
}

static struct node *find(const char *path) {
  struct node *node = root;
  while (*path) {
    while (*path == '/') path++;
    size_t length = strcspn(path, "/");
    if (!length) break;
    struct entry *entry = find_name(&node->seen_names, path, length);
    if (!entry) return NULL;
    node = entry->node;
    path += length;
  }
  return node;
}

static struct node *find_parent(const char *path, const char **name) {
  const char *slash = strrchr(path, '/');
  *name = slash + 1;
  char *parent = strndup(path, (size_t)(slash - path));
  struct node *node = find(parent);
  free(parent);
  return node;
}

static struct node *node_of(const char *path, struct fuse_file_info *info) {
  return info && info->fh ? (struct node *)(uintptr_t)info->fh : path ? find(path) : NULL;
}

static int do_getattr(const char *path, struct stat *stat, struct fuse_file_info *info) {
  struct node *node = node_of(path, info);
  if (!node) return -ENOENT;
  memset(stat, 0, sizeof *stat);
  stat->st_ino = node->number;
  stat->st_mode = node->mode;
  stat->st_nlink = S_ISDIR(node->mode) ? 2 : 1;
  stat->st_uid = node->owner;
  stat->st_gid = node->group;
  stat->st_size = (off_t)node->seen.size;
  stat->st_blocks = (blkcnt_t)((node->seen.size + 511) / 512);
  stat->st_mtim = stat->st_ctim = stat->st_atim = node->changed;
  return 0;
}

static int do_readdir(const char *path, void *buffer, fuse_fill_dir_t fill, off_t offset, struct fuse_file_info *info, enum fuse_readdir_flags flags) {
  (void)offset, (void)flags;
  struct node *node = node_of(path, info);
  if (!node) return -ENOENT;
  fill(buffer, ".", NULL, 0, 0);
  fill(buffer, "..", NULL, 0, 0);
  for (size_t i = 0; i < node->seen_names.count; i++) fill(buffer, node->seen_names.items[i].name, NULL, 0, 0);
  return 0;
}

static int make(const char *path, mode_t mode, struct node **made) {
  const char *name;
  struct node *parent = find_parent(path, &name);
  if (!parent) return -ENOENT;
  if (find_name(&parent->seen_names, name, strlen(name))) return -EEXIST;
  struct node *node = make_node(mode);
  node->owner = fuse_get_context()->uid;
  node->group = fuse_get_context()->gid;
  add_name(parent, name, node);
  if (made) *made = node;
  return 0;
}

static int do_create(const char *path, mode_t mode, struct fuse_file_info *info) {
  struct node *node;
  int error = make(path, S_IFREG | (mode & 07777), &node);
  if (!error) info->fh = (uintptr_t)node;
  return error;
}

static int do_mkdir(const char *path, mode_t mode) { return make(path, S_IFDIR | (mode & 07777), NULL); }

static int do_open(const char *path, struct fuse_file_info *info) {
  struct node *node = find(path);
  if (!node) return -ENOENT;
  info->fh = (uintptr_t)node;
  return 0;
}

static int do_read(const char *path, char *buffer, size_t size, off_t offset, struct fuse_file_info *info) {
  struct node *node = node_of(path, info);
  if ((size_t)offset >= node->seen.size) return 0;
  if (size > node->seen.size - (size_t)offset) size = node->seen.size - (size_t)offset;
  memcpy(buffer, node->seen.bytes + offset, size);
  return (int)size;
}

static void reach(struct node *node) {
  node->is_reached = true;
  for (size_t i = 0; i < node->seen_names.count; i++) reach(node->seen_names.items[i].node);
}

static void free_unreached(void) {
  for (size_t i = 0; i < node_count; i++) nodes[i]->is_reached = false;
  reach(root);
  for (size_t i = 0; i < node_count; i++) {
    if (nodes[i]->is_reached) continue;
    resize(&nodes[i]->seen, 0);
    resize(&nodes[i]->disk, 0);
  }
}

static void cut_power(unsigned seed) {
  srandom(seed);
  bool keep_names = seed && random() % 2;
  for (size_t i = 0; i < node_count; i++) {
    struct node *node = nodes[i];
    if (!keep_names) copy_names(&node->seen_names, &node->disk_names);
    else copy_names(&node->disk_names, &node->seen_names);
    long fate = seed ? random() % 3 : 0;
    if (fate == 2) {
      // Torn: each page is the new one or the old one; what lies beyond the old end is zeros where it is not new.
      struct content torn = {0};
      copy_content(&torn, &node->seen);
      for (size_t page = 0; page < torn.size; page += PAGE) {
        size_t length = torn.size - page < PAGE ? torn.size - page : PAGE;
        if (random() % 2) continue;
        memset(torn.bytes + page, 0, length);
        if (page < node->disk.size) memcpy(torn.bytes + page, node->disk.bytes + page, node->disk.size - page < length ? node->disk.size - page : length);
      }
      free(node->seen.bytes);
      node->seen = torn;
    } else if (fate == 0) {
      copy_content(&node->seen, &node->disk);
    }
    copy_content(&node->disk, &node->seen);
    node->changed_from = node->changed_to = 0;
  }
  free_unreached();
}

static int do_write(const char *path, const char *buffer, size_t size, off_t offset, struct fuse_file_info *info) {
  struct node *node = node_of(path, info);
  if (path && !strcmp(path, POWER)) {
    char command[64] = {0};
    unsigned seed;
    memcpy(command, buffer, size < sizeof command - 1 ? size : sizeof command - 1);
    if (sscanf(command, "cut %u", &seed) != 1) return -EINVAL;
    cut_power(seed);
    return (int)size;
  }
  if ((size_t)offset + size > node->seen.size) resize_seen(node, (size_t)offset + size);
  memcpy(node->seen.bytes + offset, buffer, size);
  note_change(node, (size_t)offset, (size_t)offset + size);
  clock_gettime(CLOCK_REALTIME, &node->changed);
  return (int)size;
}

static int do_truncate(const char *path, off_t size, struct fuse_file_info *info) {
  struct node *node = node_of(path, info);
  if (!node) return -ENOENT;
  if (!path || strcmp(path, POWER)) resize_seen(node, (size_t)size);
  return 0;
}

static int do_fallocate(const char *path, int mode, off_t offset, off_t length, struct fuse_file_info *info) {
  struct node *node = node_of(path, info);
  if (mode & ~1) return -EOPNOTSUPP;
  if (!(mode & 1) && (size_t)(offset + length) > node->seen.size) resize_seen(node, (size_t)(offset + length));
  return 0;
}

static int do_fsync(const char *path, int data_only, struct fuse_file_info *info) {
  (void)data_only;
  struct node *node = node_of(path, info);
  flush(node);
  return 0;
}

static int do_fsyncdir(const char *path, int data_only, struct fuse_file_info *info) {
  (void)data_only;
  struct node *node = node_of(path, info);
  copy_names(&node->disk_names, &node->seen_names);
  return 0;
}

static int do_unlink(const char *path) {
  const char *name;
  struct node *parent = find_parent(path, &name);
  if (!parent || !find_name(&parent->seen_names, name, strlen(name))) return -ENOENT;
  remove_name(parent, name);
  return 0;
}

static int do_rmdir(const char *path) {
  struct node *node = find(path);
  if (!node) return -ENOENT;
  return node->seen_names.count ? -ENOTEMPTY : do_unlink(path);
}

// A rename within a folder is one change of its names. Between folders both must be flushed, and here a cut may leave the file in both or in none: nobody may rely on that.
static int do_rename(const char *from, const char *to, unsigned flags) {
  const char *name;
  struct node *node = find(from), *there = find(to), *parent = find_parent(to, &name);
  if (!node || !parent) return -ENOENT;
  if (flags & ~1u) return -EINVAL;
  if (there && flags) return -EEXIST;
  if (there && S_ISDIR(there->mode) && there->seen_names.count) return -ENOTEMPTY;
  if (there) do_unlink(to);
  char *copy = strdup(name);
  do_unlink(from);
  add_name(parent, copy, node);
  free(copy);
  return 0;
}

static int do_link(const char *from, const char *to) {
  const char *name;
  struct node *node = find(from), *parent = find_parent(to, &name);
  if (!node || !parent) return -ENOENT;
  if (find(to)) return -EEXIST;
  add_name(parent, name, node);
  return 0;
}

// Modes and owners are on the disk at once: no promise is tested that depends on when they are.
static int do_chmod(const char *path, mode_t mode, struct fuse_file_info *info) {
  struct node *node = node_of(path, info);
  if (!node) return -ENOENT;
  node->mode = (node->mode & S_IFMT) | (mode & 07777);
  return 0;
}

static int do_chown(const char *path, uid_t owner, gid_t group, struct fuse_file_info *info) {
  struct node *node = node_of(path, info);
  if (!node) return -ENOENT;
  if (owner != (uid_t)-1) node->owner = owner;
  if (group != (gid_t)-1) node->group = group;
  return 0;
}

static int do_utimens(const char *path, const struct timespec times[2], struct fuse_file_info *info) {
  struct node *node = node_of(path, info);
  if (!node) return -ENOENT;
  if (times[1].tv_nsec == UTIME_NOW) clock_gettime(CLOCK_REALTIME, &node->changed);
  else if (times[1].tv_nsec != UTIME_OMIT) node->changed = times[1];
  return 0;
}

static int do_statfs(const char *path, struct statvfs *stat) {
  (void)path;
  memset(stat, 0, sizeof *stat);
  stat->f_bsize = stat->f_frsize = PAGE;
  stat->f_blocks = stat->f_bfree = stat->f_bavail = (4ul << 30) / PAGE;
  stat->f_files = stat->f_ffree = 1 << 20;
  stat->f_namemax = 255;
  return 0;
}

static void *do_init(struct fuse_conn_info *connection, struct fuse_config *config) {
  (void)connection;
  // The kernel must ask for everything: what it remembers would survive the cut.
  config->use_ino = 1;
  config->hard_remove = 1;
  config->nullpath_ok = 0;
  config->entry_timeout = config->attr_timeout = config->negative_timeout = 0;
  return NULL;
}

static const struct fuse_operations operations = {
  .init = do_init, .getattr = do_getattr, .readdir = do_readdir, .create = do_create, .mkdir = do_mkdir, .open = do_open, .opendir = do_open, .read = do_read, .write = do_write,
  .truncate = do_truncate, .fallocate = do_fallocate, .fsync = do_fsync, .fsyncdir = do_fsyncdir, .unlink = do_unlink, .rmdir = do_rmdir, .rename = do_rename, .link = do_link,
  .chmod = do_chmod, .chown = do_chown, .utimens = do_utimens, .statfs = do_statfs,
};

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: forgetful FOLDER\n");
    return 2;
  }
  root = make_node(S_IFDIR | 0755);
  struct node *power = make_node(S_IFREG | 0600);
  add_name(root, POWER + 1, power);
  copy_names(&root->disk_names, &root->seen_names);
  char *options[] = {arguments[0], "-f", "-s", "-o", "default_permissions", arguments[1], NULL};
  return fuse_main(6, options, &operations, NULL);
}
