// Most of the time here is spent in processes of the program, or waiting for a lease.
[assembly: Parallelize(Workers = 0, Scope = ExecutionScope.MethodLevel)]
