# Makes what `generate-manual` writes clean mdoc: paragraphs instead of empty lines, and the lines of the help kept apart.
# The foot of the page shows `version`.
/^\.Os/ { print ".Os Overlap " version; next }
/^\.Bl/ { inList = 1 }
/^$/ { print ".Pp"; wasText = 0; next }
{
    isText = !/^[. ]/
    if (isText && wasText && !inList) print ".br"
    print
    wasText = isText
}
