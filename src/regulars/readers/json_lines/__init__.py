"""JSON: an object on each line, an array of objects, or an answer of an API that holds one."""
