module versions

go 1.26
