using System.Runtime.CompilerServices;
using RestEase;

// RestEase makes the client of an internal interface in an assembly of this name.
[assembly: InternalsVisibleTo(RestClient.FactoryAssemblyName)]
