/* Prints what keepalived's call of glob(3) finds for each line of standard input: a line each, names behind tabs. */
#include <glob.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
	char pattern[4096];

	while (fgets(pattern, sizeof(pattern), stdin)) {
		glob_t found;
		pattern[strcspn(pattern, "\n")] = '\0';
		if (!glob(pattern, GLOB_MARK | GLOB_BRACE, NULL, &found)) {
			for (size_t i = 0; i < found.gl_pathc; i++)
				printf("\t%s", found.gl_pathv[i]);
			globfree(&found);
		}
		putchar('\n');
	}
	return 0;
}
