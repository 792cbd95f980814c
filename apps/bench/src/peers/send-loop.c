// The bound of the kernel: one send() per delivery, and nothing else. Rooms are the paths; what a member sends goes to all
// in the room as it is. It keeps nothing, checks nothing, and takes frames of up to 64 KiB from clients that behave.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_FDS 65536
#define BUFFER 131072

struct room {
  char name[64];
  int *members;
  size_t count, capacity;
  struct room *next;
};

struct client {
  struct room *room;
  char *unread;
  size_t size;
};

static struct room *rooms[4096];
static struct client clients[MAX_FDS];

static struct room *room_of(const char *name) {
  unsigned hash = 5381;
  for (const char *at = name; *at; at += 1) hash = hash * 33 + (unsigned char)*at;
  struct room **first = &rooms[hash % 4096];
  for (struct room *room = *first; room; room = room->next)
    if (strcmp(room->name, name) == 0) return room;
  struct room *room = calloc(1, sizeof *room);
  snprintf(room->name, sizeof room->name, "%s", name);
  room->next = *first;
  return *first = room;
}

static void enter(int fd, struct room *room) {
  if (room->count == room->capacity) {
    room->capacity = room->capacity ? room->capacity * 2 : 4;
    room->members = realloc(room->members, room->capacity * sizeof *room->members);
  }
  room->members[room->count++] = fd;
  clients[fd].room = room;
}

static void leave(int fd) {
  struct room *room = clients[fd].room;
  for (size_t at = 0; room && at < room->count; at += 1)
    if (room->members[at] == fd) room->members[at--] = room->members[--room->count];
  free(clients[fd].unread);
  memset(&clients[fd], 0, sizeof clients[fd]);
  close(fd);
}

static void send_all(int fd, const char *bytes, size_t size) {
  while (size > 0) {
    ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
      struct pollfd ready = {fd, POLLOUT, 0};
      if (poll(&ready, 1, 1000) <= 0) return;
    } else if (sent < 0) {
      return;
    } else {
      bytes += sent, size -= (size_t)sent;
    }
  }
}

static void broadcast(struct room *room, const unsigned char *mask, const unsigned char *text, size_t size) {
  static unsigned char frame[BUFFER];
  size_t head = size < 126 ? 2 : 4;
  frame[0] = 0x81;
  frame[1] = size < 126 ? (unsigned char)size : 126;
  if (head == 4) frame[2] = (unsigned char)(size >> 8), frame[3] = (unsigned char)size;
  for (size_t at = 0; at < size; at += 1) frame[head + at] = text[at] ^ mask[at & 3];
  for (size_t at = 0; at < room->count; at += 1)
    send_all(room->members[at], (const char *)frame, head + size);
}

// Bytes of the first frame, once all of them are there and were passed on; else 0.
static size_t pass_on(struct room *room, const unsigned char *bytes, size_t size) {
  if (size < 6) return 0;
  size_t length = bytes[1] & 0x7f, head = 2;
  if (length == 126) length = (size_t)bytes[2] << 8 | bytes[3], head = 4;
  if (size < head + 4 + length) return 0;
  if ((bytes[0] & 15) == 1) broadcast(room, bytes + head, bytes + head + 4, length);
  return head + 4 + length;
}

static size_t upgrade(int fd, const char *bytes, size_t size) {
  static const char reply[] =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
  const char *end = memmem(bytes, size, "\r\n\r\n", 4);
  char name[64];
  if (!end || sscanf(bytes, "GET /%63s", name) != 1) return 0;
  enter(fd, room_of(name));
  send_all(fd, reply, sizeof reply - 1);
  return (size_t)(end + 4 - bytes);
}

static void hear(int fd) {
  static char buffer[BUFFER * 2];
  struct client *client = &clients[fd];
  memcpy(buffer, client->unread, client->size);
  ssize_t got = recv(fd, buffer + client->size, BUFFER, 0);
  if (got <= 0) {
    if (got == 0 || errno != EAGAIN) leave(fd);
    return;
  }
  size_t size = client->size + (size_t)got, at = 0, taken;
  do {
    taken = client->room ? pass_on(client->room, (unsigned char *)buffer + at, size - at)
                         : upgrade(fd, buffer + at, size - at);
    at += taken;
  } while (taken > 0 && at < size);
  client->size = size - at;
  client->unread = realloc(client->unread, client->size ? client->size : 1);
  memcpy(client->unread, buffer + at, client->size);
}

int main(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0), epoll = epoll_create1(0);
  struct epoll_event events[512], event = {EPOLLIN, {.fd = listener}};
  if (bind(listener, (struct sockaddr *)&address, length) || listen(listener, 4096)) return 1;
  getsockname(listener, (struct sockaddr *)&address, &length);
  printf("ready at %d\n", ntohs(address.sin_port));
  fflush(stdout);
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int count = epoll_wait(epoll, events, 512, -1);
    for (int at = 0; at < count; at += 1) {
      if (events[at].data.fd != listener) {
        hear(events[at].data.fd);
        continue;
      }
      int yes = 1, fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
      if (fd < 0) continue;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      event.data.fd = fd;
      epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    }
  }
}
