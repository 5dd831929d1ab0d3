// As many as there are processors. Class by class: the tests of one class often share a world that was dear to make.
[assembly: Parallelize(Workers = 0, Scope = ExecutionScope.ClassLevel)]
