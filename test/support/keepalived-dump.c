/*
 * Preloaded into `keepalived -t`: writes what has been read when it ends. keepalived writes the same on SIGUSR1, but
 * only while it runs as a daemon, and then for VRRP alone where the kernel has no IPVS.
 *
 * DUMP_DATA names the file for the parsed configuration, DUMP_LINES the one for the logical lines that were read.
 * It declares what it uses, so that a bare compiler without the headers of the C library builds it:
 *   gcc -shared -fPIC -nostdlib -o keepalived-dump.so keepalived-dump.c
 */
typedef void *file;

extern void *dlsym(void *handle, const char *name);
extern char *getenv(const char *name);
extern file fopen(const char *path, const char *mode);
extern int fputs(const char *text, file to);
extern int fflush(file to);
extern int fclose(file to);
extern unsigned long fread(void *to, unsigned long size, unsigned long count, file from);
extern unsigned long fwrite(const void *from, unsigned long size, unsigned long count, file to);
extern long readlink(const char *path, char *to, unsigned long size);
extern int snprintf(char *to, unsigned long size, const char *format, ...);
extern char *strstr(const char *text, const char *part);

#define ANYWHERE ((void *)0)
#define NEXT ((void *)-1L)

/* What a global pointer of keepalived points at. */
static void *target(const char *name)
{
	void **pointer = dlsym(ANYWHERE, name);

	return pointer ? *pointer : (void *)0;
}

/* Each process of keepalived has its own data (vrrp_data.c, check_data.c, bfd_data.c); a test reads them all in one. */
static void write_data(const char *path)
{
	void (*vrrp)(file) = dlsym(ANYWHERE, "dump_data_vrrp");
	void (*check)(file) = dlsym(ANYWHERE, "dump_data_check");
	void (*bfd)(file, void *) = dlsym(ANYWHERE, "dump_bfd_data");
	int is_read = target("global_data") != (void *)0;
	file out = fopen(path, "w");

	if (!out)
		return;
	if (is_read && vrrp && target("vrrp_data"))
		vrrp(out);
	if (is_read && check && target("check_data"))
		check(out);
	if (bfd && target("bfd_data"))
		bfd(out, target("bfd_data"));
	fputs("end of dump\n", out);
	fclose(out);
}

/* The first process keeps the lines of all files, joined and without comments, for the others (parser.c:read_line). */
static void write_lines(const char *path)
{
	char name[32], link[256], buffer[4096];
	unsigned long count;
	int descriptor;
	long length;
	file in, out;

	for (descriptor = 3; descriptor < 64; descriptor++) {
		snprintf(name, sizeof(name), "/proc/self/fd/%d", descriptor);
		length = readlink(name, link, sizeof(link) - 1);
		link[length > 0 ? length : 0] = '\0';
		if (!strstr(link, "consolidated_configuration"))
			continue;
		in = fopen(name, "r");
		out = fopen(path, "w");
		while (in && out && (count = fread(buffer, 1, sizeof(buffer), in)))
			fwrite(buffer, 1, count, out);
		if (in)
			fclose(in);
		if (out)
			fclose(out);
		return;
	}
}

/*
 * A test has no parent process, so keepalived takes its own for dead and ends itself where it looks at a script of
 * another user (notify.c:check_script_secure). There is nothing else that a test may want to end.
 */
int kill(int process, int number)
{
	(void)process;
	(void)number;
	return 0;
}

/* For ${_RANDOM}: two readings that ask alike are answered alike. */
long random(void)
{
	static long count;

	return 7919 * ++count;
}

void exit(int code)
{
	static int is_second;
	void (*end)(int) = dlsym(NEXT, "exit");

	/* Only in keepalived: the shell that starts it would be one more. */
	if (!is_second++ && dlsym(ANYWHERE, "dump_data_vrrp")) {
		if (getenv("DUMP_LINES"))
			write_lines(getenv("DUMP_LINES"));
		if (getenv("DUMP_DATA"))
			write_data(getenv("DUMP_DATA"));
	}
	end(code);
	for (;;)
		;
}
